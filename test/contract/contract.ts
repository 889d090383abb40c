import fc from 'fast-check'
import { conformanceTo, type OpenApiDocument, schemasOf } from '../../gateway/test/conformance.ts'
import { type ContractOperation, type ContractRequest, operationsOf, requestsTo } from './requests.ts'

export interface ContractOptions {
  /** Of a gateway. */
  url: string
  /** API key of an admin that nothing but the caller knows of. */
  key: string
  seed: number
  /** Requests to each operation. */
  runs: number
}

/**
 * Sends requests that are made of the gateway's own document, sound ones and broken ones, and returns what was answered otherwise than it
 * says: nothing, when all is well. A failure of the server is never well, other than 503 where no settler or balancer runs.
 */
export async function breachesOf({ url, key, seed, runs }: ContractOptions): Promise<string[]> {
  const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as OpenApiDocument
  const known = await fill(url, key)
  const judge = judgeOf(document, url, key)
  const breaches: string[] = []
  for (const operation of operationsOf(document)) {
    const property = fc.asyncProperty(requestsTo(operation, document, known), async (request) => {
      const breach = await judge(operation, request)
      if (breach !== null) throw new Error(breach)
    })
    const found = await fc.check(property, { seed, numRuns: runs })
    if (found.failed) {
      const cause = found.errorInstance instanceof Error ? found.errorInstance.message : String(found.errorInstance)
      breaches.push(`${cause}\n  seed ${found.seed}, path ${found.counterexamplePath}`)
    }
  }
  return breaches
}

type Judge = (operation: ContractOperation, request: ContractRequest) => Promise<string | null>

function judgeOf(document: OpenApiDocument, url: string, key: string): Judge {
  const conformance = conformanceTo(document)
  const schemas = schemasOf(document)
  return async ({ operation }, request) => {
    const { method, path, body } = request
    const headers = { ...request.headers, authorization: `Bearer ${key}` }
    const response = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) })
    const text = await textOf(response)
    const { status } = response
    const flaw = conformance({ method, path, status, headers: response.headers, text }) ?? failureOf(status, path)
    // What is wrong with one of a batch is told in its verdict.
    const isAccepted = response.ok && !/"refused":[1-9]/.test(text)
    const breach = flaw ?? (isAccepted ? acceptedWrongly(operation.requestBody, body) : null)
    if (breach === null) return null
    return `${method} ${path} ${JSON.stringify(request.headers)} ${body ?? ''}\n  answered ${status} ${text.slice(0, 500)}\n  ${breach}`
  }

  function acceptedWrongly(requestBody: ContractOperation['operation']['requestBody'], body = ''): string | null {
    const schema = requestBody?.content['application/json']?.schema
    if (schema === undefined || (body === '' && requestBody?.required === false)) return null
    // As the document says, a long integer is read as its text.
    const read = JSON.parse(body, (_key, value, { source }) => (/^-?\d{16,}$/.test(source ?? '') ? source : value))
    const flaw = schemas.flaw(schema, read)
    return flaw === null ? null : `it was accepted, though by the document ${flaw}`
  }
}

/** Of what a gateway ends; events would go on and on. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

function failureOf(status: number, path: string): string | null {
  const isForAnother = path.startsWith('/v1/settlements') || path.startsWith('/v1/groups/rebalance')
  return status >= 500 && !(status === 503 && isForAnother) ? 'the server failed' : null
}

/** Puts something of everything there, and returns it by the names of the document's components and parameters. */
async function fill(url: string, key: string): Promise<Record<string, readonly unknown[]>> {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  await post('/update_currencies', { Rates: { USD: 1, EUR: 1.093809 } })
  const wallets: number[] = []
  for (const Currency of ['USD', 'EUR']) {
    const { payload } = await post('/wallet', { Name: 'Ana', Country: 'Portugal', City: 'Porto', Currency })
    wallets.push((payload as { WalletID: number }).WalletID)
  }
  const deposit = { kind: 'deposit', target_wallet_id: wallets[0], amount: '5000000', currency: 'USD' }
  const from = { bank_id: 1, account: 'A 1' }
  const payment = { from, to: { bank_id: 2, account: 'B 2' }, amount: '10000', currency: 'USD' }
  const ids = [await post('/v1/operations', deposit), await post('/v1/payments', payment)].map(({ id }) => id)
  const card = { number: '4111111111111111', holder: 'Ana Lima', expiry: '12/40', verification_code: '123' }
  const paid = { wallet_id: wallets[0], description: 'books', amount: 2500, currency: 'USD' }
  ids.push((await post('/v1/card_transactions', { ...paid, payment_method: 'debit_card', card })).id)
  const user = { email: `${crypto.randomUUID()}@example.org`, name: 'Ana', password: 'rain on the roof' }
  const made = await Promise.all([post('/v1/users', user), post('/v1/keys', { name: 'shop', role: 'operator' })])
  ids.push(...made.map(({ id }) => id))
  const { id: snapshot } = await post('/v1/settlements', {})
  return {
    WalletId: wallets,
    PathId: ['1', '2', ...wallets.map(String)],
    BankId: [1, 2],
    AccountName: ['A 1', 'B 2'],
    CurrencyCode: ['USD', 'EUR'],
    // Nobody applies anything here.
    wait_sec: [1],
    Uuid: snapshot === undefined ? ids : [...ids, snapshot],
  }
}
