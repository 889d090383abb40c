import { createStore, useStore } from './store.ts'

export interface Route {
  /** Parts of the path behind the #, such as ['wallets', '7']. */
  path: readonly string[]
  query: URLSearchParams
}

const route = createStore<Route>(read())
window.addEventListener('hashchange', () => route.set(read()))

/** Where we are is behind the # of the address, so that the gateway serves one page. */
function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?')
  return {
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent),
    query: new URLSearchParams(query),
  }
}

export function useRoute(): Route {
  return useStore(route)
}

export function go(address: string): void {
  location.hash = address
}
