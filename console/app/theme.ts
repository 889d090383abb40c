import { createStore, useStore } from '../data/store.ts'

export type Theme = 'light' | 'dark'

const STORED = 'walletmesh.theme'
const prefersDark = matchMedia('(prefers-color-scheme: dark)')

/** What the system asks for, unless somebody chose here. */
const theme = createStore<Theme>(present())
show()
prefersDark.addEventListener('change', show)

function chosen(): Theme | null {
  const stored = localStorage.getItem(STORED)
  return stored === 'light' || stored === 'dark' ? stored : null
}

function present(): Theme {
  return chosen() ?? (prefersDark.matches ? 'dark' : 'light')
}

function show(): void {
  theme.set(present())
  document.documentElement.dataset.theme = present()
}

export function useTheme(): Theme {
  return useStore(theme)
}

export function switchTheme(): void {
  localStorage.setItem(STORED, theme.get() === 'dark' ? 'light' : 'dark')
  show()
}
