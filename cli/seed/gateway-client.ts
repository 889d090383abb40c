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
  /** Undefined when there is none. */
  wallet(id: number): Promise<WalletAnswer | undefined>
  operation(id: string): Promise<OperationAnswer>
}

const TIMEOUT_MS = 30_000

/** @param url of the gateway, without a path */
export function gatewayClient(url: string): GatewayClient {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    } catch (error) {
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
    wallet: (id) => get<WalletAnswer>(`/v1/wallets/${id}`),
    async operation(id) {
      const operation = await get<OperationAnswer>(`/v1/operations/${id}`)
      if (operation === undefined)
        throw new CommandError(`the gateway does not know operation ${id}, which it accepted`)
      return operation
    },
  }
}
