import { type components, createClient } from '../../clients/typescript/client.ts'
import { CommandError } from '../../common/command.ts'
import { certificateProblem } from '../../common/gateway-url.ts'

export type WalletAnswer = Pick<components['schemas']['Wallet'], 'id' | 'balance' | 'group'>
export type OperationAnswer = components['schemas']['Operation']

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
  async function send(request: Request): Promise<Response> {
    try {
      return await fetch(request)
    } catch (error) {
      const certificate = certificateProblem(error)
      if (certificate !== undefined) throw new CommandError(`the certificate of ${url} is not accepted: ${certificate}`)
      throw new CommandError(`no gateway answers at ${url}: start one with walletmesh up, or name its port with --port`)
    }
  }

  const mesh = createClient({ url, timeoutMs: TIMEOUT_MS, fetch: send })

  async function found<Data>(call: Promise<{ data?: Data; response: Response }>): Promise<Data | undefined> {
    const { data, response } = await call
    if (!response.ok && response.status !== 404) {
      throw new CommandError(`the gateway answered ${response.status} to GET ${new URL(response.url).pathname}`)
    }
    return data
  }

  return {
    async post(path, body) {
      const headers = { 'content-type': 'application/json' }
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const response = await send(
        new Request(url + path, { method: 'POST', headers, body: JSON.stringify(body), signal }),
      )
      const text = await response.text()
      if (!response.ok) throw new CommandError(`the gateway answered ${response.status} to POST ${path}`)
      const { payload } = JSON.parse(text)
      if (payload.error !== undefined) throw new CommandError(`the gateway refused POST ${path}: ${payload.error}`)
      return payload
    },
    wallet: (id) => found(mesh.GET('/v1/wallets/{id}', { params: { path: { id: String(id) } } })),
    async operation(id) {
      const operation = await found(mesh.GET('/v1/operations/{id}', { params: { path: { id } } }))
      if (operation === undefined)
        throw new CommandError(`the gateway does not know operation ${id}, which it accepted`)
      return operation
    },
  }
}
