import { type components, createClient } from '../../clients/typescript/client.ts'
import { CommandError } from '../../common/command.ts'
import { certificateProblem } from '../../common/gateway-url.ts'

export type WalletAnswer = Pick<components['schemas']['Wallet'], 'id' | 'balance' | 'group'>
export type OperationAnswer = components['schemas']['Operation']

/** What the demo needs of a gateway. Every call throws a CommandError when the gateway cannot be reached or refuses. */
export interface GatewayClient {
  /** One of the classic routes; returns its payload. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
  createUser(user: components['schemas']['NewUser']): Promise<{ id: string }>
  /** One that is there already under the same name stays as it is. */
  ensureRule(rule: components['schemas']['NewRule']): Promise<void>
  createWallet(wallet: components['schemas']['NewWallet']): Promise<{ id: number }>
  chargeCard(payment: components['schemas']['NewCardTransaction']): Promise<{ id: string; status: string }>
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
  const headers: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` }

  async function send(request: Request): Promise<Response> {
    try {
      const response = await fetch(request)
      if (response.status === 401) throw new CommandError(notKnown(url))
      return response
    } catch (error) {
      if (error instanceof CommandError) throw error
      const certificate = certificateProblem(error)
      if (certificate !== undefined) throw new CommandError(`the certificate of ${url} is not accepted: ${certificate}`)
      throw new CommandError(`no gateway answers at ${url}: start one with walletmesh up, or name its port with --port`)
    }
  }

  const mesh = createClient({ url, timeoutMs: TIMEOUT_MS, headers, fetch: send })

  async function found<Data>(call: Promise<{ data?: Data; response: Response }>): Promise<Data | undefined> {
    const { data, response } = await call
    if (!response.ok && response.status !== 404) {
      throw new CommandError(`the gateway answered ${response.status} to GET ${new URL(response.url).pathname}`)
    }
    return data
  }

  async function made<Data>(
    call: Promise<{ data?: Data; error?: { detail: string }; response: Response }>,
  ): Promise<Data> {
    const { data, error, response } = await call
    if (data !== undefined) return data
    throw new CommandError(`the gateway refused POST ${new URL(response.url).pathname}: ${error?.detail}`)
  }

  return {
    async post(path, body) {
      const request = new Request(url + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const response = await send(request)
      const text = await response.text()
      if (!response.ok) throw new CommandError(`the gateway answered ${response.status} to POST ${path}`)
      const { payload } = JSON.parse(text)
      if (payload.error !== undefined) throw new CommandError(`the gateway refused POST ${path}: ${payload.error}`)
      return payload
    },
    createUser: (body) => made(mesh.POST('/v1/users', { body })),
    async ensureRule(body) {
      const call = mesh.POST('/v1/rules', { body })
      if ((await call).response.status !== 409) await made(call)
    },
    createWallet: (body) => made(mesh.POST('/v1/wallets', { body })),
    chargeCard: (body) => made(mesh.POST('/v1/card_transactions', { body })),
    wallet: (id) => found(mesh.GET('/v1/wallets/{id}', { params: { path: { id: String(id) } } })),
    async operation(id) {
      const operation = await found(mesh.GET('/v1/operations/{id}', { params: { path: { id } } }))
      if (operation === undefined)
        throw new CommandError(`the gateway does not know operation ${id}, which it accepted`)
      return operation
    },
  }
}

function notKnown(url: string): string {
  return `the gateway at ${url} asks who calls: make a key (walletmesh keys add --role admin) and set auth.key or WALLETMESH_AUTH__KEY`
}
