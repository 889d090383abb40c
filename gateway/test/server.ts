import { openPool, type Pool } from '../../common/database/pool.ts'
import { openLog } from '../../common/log.ts'
import { stopInOrder } from '../../common/service.ts'
import { formatAddress } from '../../common/settings/address.ts'
import { loadSettings, type SettingsOverrides } from '../../common/settings/settings.ts'
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts'
import type { DatabaseAddress } from '../pools.ts'
import { conformanceTo, type SeenAnswer } from './conformance.ts'

export interface Answer {
  status: number
  headers: Headers
  /** The body as it came. */
  text: string
  /** The body as JSON, for what doubles hold exactly. */
  json: unknown
}

/** A gateway on a free port, for tests of what it answers. What /v1 answers must be as its OpenAPI document says. */
export interface TestGateway {
  gateway: Gateway
  url: string
  /** A session of the test's own in the mesh's schema. */
  pool: Pool
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** @param body a string goes as it is, anything else as JSON */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body: unknown): Promise<Answer>
  /** Throws when the answer is not as the document says. */
  assertDocumented(answer: SeenAnswer): void
  stop(): Promise<void>
}

/** An address on which nobody listens. */
export const NOBODY = '127.0.0.1:1'

export async function startTestGateway(
  database: DatabaseAddress,
  overrides: SettingsOverrides = {},
  options: Pick<GatewayOptions, 'grpc'> = {},
): Promise<TestGateway> {
  // No test asks what else runs on this machine to rebalance or settle.
  const own = { ip: '127.0.0.1:0', balancer: { balancers: [NOBODY] }, settlement: { settlers: [NOBODY] } }
  const settings = loadSettings({ cwd: '/', env: {}, overrides: { ...own, ...overrides } })
  const gateway = createGateway({ settings, tls: undefined, database, log: openLog('gateway', 'silent'), ...options })
  await gateway.start()
  const url = `http://${formatAddress(gateway.address)}`
  const pool = openPool({ ...database, connectionsMax: 2, applicationName: 'test' })
  const conformance = conformanceTo(JSON.parse(await gateway.openApi()))
  const assertDocumented = (answer: SeenAnswer) => {
    const { method, path, status, text } = answer
    if (!path.startsWith('/v1/') || path === '/v1/openapi.json') return
    const flaw = conformance(answer)
    if (flaw !== null) throw new Error(`not as documented: ${method} ${path}: ${status} ${text}: ${flaw}`)
  }
  const call = async (path: string, init: RequestInit) => {
    const answer = await answerOf(await fetch(url + path, init))
    assertDocumented({ ...answer, method: init.method ?? 'GET', path })
    return answer
  }
  let stopped: Promise<void> | undefined
  return {
    gateway,
    url,
    pool,
    get: (path, headers = {}) => call(path, { headers }),
    post: (path, body, headers = { 'content-type': 'application/json' }) =>
      call(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    patch: (path, body) =>
      call(path, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    assertDocumented,
    stop() {
      stopped ??= stopInOrder(gateway, { stop: () => pool.end() })
      return stopped
    },
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response
  const text = await response.text()
  const isJson = /json/.test(headers.get('content-type') ?? '')
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined }
}

/** Number of rows of every table that a request could write to. */
export async function rowCounts(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<Record<string, number>>(`
    select (select count(*)::int from wallets) as wallets, (select count(*)::int from wallet_profiles) as profiles,
      (select count(*)::int from currencies) as currencies, (select count(*)::int from queue) as queue,
      (select count(*)::int from banks) as banks, (select count(*)::int from clearing_accounts) as accounts,
      (select count(*)::int from reversals) as reversals, (select count(*)::int from holds) as holds,
      (select count(*)::int from operation_messages) as messages,
      (select sum(usd_per_unit)::float8 from currencies) as rates`)
  return { ...rows[0] }
}

/** The rates of the worked example, and wallets 1 USD, 2 EUR, 3 RUB. */
export async function seed({ post }: Pick<TestGateway, 'post'>): Promise<void> {
  await post('/update_currencies', { Rates: { USD: 1, EUR: 1.093809, RUB: 0.009803, THB: 0.029758 } })
  for (const Currency of ['USD', 'EUR', 'RUB']) {
    await post('/wallet', { Name: 'Ana', Country: 'Portugal', City: 'Porto', Currency })
  }
}
