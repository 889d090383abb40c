import { CommandError } from '../../common/command.ts'
import { certificateProblem } from '../../common/gateway-url.ts'

export interface WalletAnswer {
  id: number
  balance: string
  group: number
}

export interface OperationAnswer {
  status: 'new' | 'processing' | 'success' | 'decline'
  reason: string | null
}

/** What the demo needs of a gateway. Every call throws a CommandError when the gateway cannot be reached or refuses. */
export interface GatewayClient {
  /** One of the classic routes; returns its payload. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
  /** Makes one of the resources of /v1. */
  create(path: string, body: unknown): Promise<{ id: string | number }>
  /** Undefined when there is none. */
  wallet(id: number): Promise<WalletAnswer | undefined>
  operation(id: string): Promise<OperationAnswer>
}

const TIMEOUT_MS = 30_000

/**
 * @param url of the gateway, without a path
 * @param key API key to show it; empty: none
 */
export function gatewayClient(url: string, key: string): GatewayClient {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(key === '' ? {} : { authorization: `Bearer ${key}` }), ...init.headers }
    try {
      const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      if (response.status === 401) throw new CommandError(notKnown(url))
      return response
    } catch (error) {
      if (error instanceof CommandError) throw error
      const certificate = certificateProblem(error)
      if (certificate !== undefined) throw new CommandError(`the certificate of ${url} is not accepted: ${certificate}`)
      throw new CommandError(`no gateway answers at ${url}: start one with walletmesh up, or name its port with --port`)
    }
  }

  async function get<Answer>(path: string): Promise<Answer | undefined> {
    const response = await call(path)
    if (response.status === 404) {
      await response.body?.cancel()
      return undefined
    }
    if (!response.ok) throw new CommandError(`the gateway answered ${response.status} to GET ${path}`)
    return (await response.json()) as Answer
  }

  return {
    async post(path, body) {
      const headers = { 'content-type': 'application/json' }
      const response = await call(path, { method: 'POST', headers, body: JSON.stringify(body) })
      const text = await response.text()
      if (!response.ok) throw new CommandError(`the gateway answered ${response.status} to POST ${path}`)
      const { payload } = JSON.parse(text)
      if (payload.error !== undefined) throw new CommandError(`the gateway refused POST ${path}: ${payload.error}`)
      return payload
    },
    async create(path, body) {
      const headers = { 'content-type': 'application/json' }
      const response = await call(path, { method: 'POST', headers, body: JSON.stringify(body) })
      const answer = (await response.json()) as { id: string | number; detail?: string }
      if (!response.ok) throw new CommandError(`the gateway refused POST ${path}: ${answer.detail}`)
      return answer
    },
    wallet: (id) => get<WalletAnswer>(`/v1/wallets/${id}`),
    async operation(id) {
      const operation = await get<OperationAnswer>(`/v1/operations/${id}`)
      if (operation === undefined)
        throw new CommandError(`the gateway does not know operation ${id}, which it accepted`)
      return operation
    },
  }
}

function notKnown(url: string): string {
  return `the gateway at ${url} asks who calls: make a key (walletmesh keys add --role admin) and set auth.key or WALLETMESH_AUTH__KEY`
}
