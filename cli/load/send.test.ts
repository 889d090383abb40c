import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Books } from './books.ts'
import { gatewayOver } from './gateway.ts'
import { createHttpClient } from './http-client.ts'
import { type Api, paymentApi } from './payment-api.ts'
import { Sample } from './sample.ts'
import { sendPayments } from './send.ts'
import { Tally } from './tally.ts'

const PAYMENT = { origin: 0, target: 1, amountMicros: 7n }
const ANSWER_TIMEOUT_MS = 300

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Sends to a server that answers the n-th request, counted from 0, as it is told to. */
async function send(
  transactions: number,
  answer: (n: number, response: ServerResponse) => void,
  { workers = 1, api = 'classic' as Api, batch = 1, isIdempotent = false } = {},
) {
  let requests = 0
  const keys: unknown[] = []
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'])
    request.resume()
    request.once('end', () => answer(requests++, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const http = createHttpClient({ url, connections: workers, answerTimeoutMs: ANSWER_TIMEOUT_MS })
  ends.push(
    () => http.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const { signal } = new AbortController()
  const tally = new Tally()
  const books = new Books([100n, 100n])
  const sample = new Sample(10, Math.random)
  const sent = await sendPayments({
    gateway: gatewayOver(http, signal, paymentApi(api, batch)),
    next: () => PAYMENT,
    requestOf: ({ amountMicros }) => ({ originId: 1, targetId: 2, amountMicros, currency: 'USD' }),
    workers,
    transactions,
    batch,
    isIdempotent,
    tally,
    books,
    sample,
    signal,
  })
  return { sent, tally, books, sample, requests, keys }
}

function accept(response: ServerResponse): void {
  response.end('{"payload":{"TransactionId":"00000000-0000-7000-8000-000000000001"}}')
}

function overload(response: ServerResponse, retryAfter: string): void {
  response.writeHead(429, { 'retry-after': retryAfter }).end('{"payload":{"error":"too many operations are queued"}}')
}

test('a payment that is turned away with 429 is sent again after Retry-After, and is not a bad answer', async () => {
  const startMs = performance.now()
  const { tally, books } = await send(1, (n, response) => (n === 0 ? overload(response, '1') : accept(response)))
  expect(performance.now() - startMs).toBeGreaterThan(990)
  expect(tally).toMatchObject({ accepted: 1, bad: 0, overloaded: 1, givenUp: 0 })
  expect(books.balance(0)).toEqual({ low: 93n, high: 93n })
})

test('a payment that gets nothing but 429 is given up, and counted as such', async () => {
  const { tally, books, requests } = await send(1, (_n, response) => overload(response, '0'))
  expect(tally).toMatchObject({ accepted: 0, bad: 0, overloaded: 10, givenUp: 1 })
  expect(requests).toBe(10)
  expect(books.balance(0)).toEqual({ low: 100n, high: 100n })
})

test('a refusal is a bad answer, counted by its error, and moves nothing', async () => {
  const { tally, books } = await send(3, (n, response) =>
    response.end(`{"payload":{"error":"${n < 2 ? 'no wallet with id: 7' : 'currency is not allowed'}"}}`),
  )
  expect([...tally.badByError]).toEqual([
    ['no wallet with id: 7', 2],
    ['currency is not allowed', 1],
  ])
  expect(books.balance(0)).toEqual({ low: 100n, high: 100n })
})

test('errors that name an operation are counted together, and may have moved money', async () => {
  const { tally, books } = await send(2, (n, response) =>
    response.writeHead(503).end(`{"payload":{"error":"look for operation 00000000-0000-7000-8000-00000000000${n}"}}`),
  )
  expect([...tally.badByError]).toEqual([['503 look for operation …', 2]])
  expect(books.balance(0)).toEqual({ low: 86n, high: 100n })
  expect(books.sum()).toEqual({ low: 200n, high: 200n })
})

test('a broken connection and a missing answer may have moved money; no worker hangs', async () => {
  const { tally, books } = await send(3, (n, response) => {
    if (n === 0) response.destroy()
    if (n === 2) accept(response)
  })
  expect([...tally.badByError]).toEqual([
    ['connection broken', 1],
    [`no answer in ${ANSWER_TIMEOUT_MS} ms`, 1],
  ])
  expect(tally.accepted).toBe(1)
  expect(books.balance(1)).toEqual({ low: 107n, high: 121n })
})

test('what is not an answer of a gateway is a bad answer', async () => {
  const { tally } = await send(1, (_n, response) => response.end('<html>hello</html>'))
  expect([...tally.badByError.keys()]).toEqual(['not an answer of a gateway: <html>hello</html>'])
})

test('as many payments as asked for are sent, by as many workers at once', async () => {
  const waiting: ServerResponse[] = []
  const { tally, requests, sample } = await send(
    12,
    (_n, response) => {
      waiting.push(response)
      if (waiting.length === 4) for (const one of waiting.splice(0)) accept(one)
    },
    { workers: 4 },
  )
  expect({ accepted: tally.accepted, requests }).toEqual({ accepted: 12, requests: 12 })
  expect(sample.kept).toHaveLength(10)
  expect(sample.isComplete).toBe(false)
})

const V1 = { api: 'v1' as const }
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`

test('over /v1, a payment is accepted, refused as a problem, or sent again after 429', async () => {
  const { tally, books, sample } = await send(
    3,
    (n, response) => {
      if (n === 0) response.writeHead(429, { 'retry-after': '0' }).end('{"detail":"too many operations are queued"}')
      else if (n === 1) response.writeHead(202).end(`{"id":"${id(1)}","status":"new"}`)
      else if (n === 2) response.writeHead(404).end('{"detail":"no wallet with id: 7"}')
      else response.writeHead(503).end('{"detail":"the database went away"}')
    },
    V1,
  )
  expect(tally).toMatchObject({ accepted: 1, bad: 2, overloaded: 1 })
  expect([...tally.badByError.keys()]).toEqual(['404 no wallet with id: 7', '503 the database went away'])
  expect(sample.kept.map(({ operationId }) => operationId)).toEqual([id(1)])
  expect(books.balance(0)).toEqual({ low: 86n, high: 93n })
})

test('in a batch, each payment has its own verdict; the last batch is as long as what is left', async () => {
  const { tally, books, requests, sent } = await send(
    5,
    (n, response) => {
      const refused = `{"status":"refused","errors":[{"detail":"no wallet with id: 7"}]}`
      const operations =
        n === 0
          ? `{"status":"new","id":"${id(1)}"},${refused},{"status":"new","id":"${id(2)}"}`
          : `${refused},${refused}`
      response.writeHead(202).end(`{"operations":[${operations}]}`)
    },
    { ...V1, batch: 3 },
  )
  expect(sent.stopped).toBeNull()
  expect(requests).toBe(2)
  expect(tally).toMatchObject({ accepted: 2, bad: 3 })
  expect([...tally.badByError]).toEqual([['no wallet with id: 7', 3]])
  expect(books.balance(0)).toEqual({ low: 86n, high: 86n })
})

test('a batch that is turned away is given up as a whole, one that has no answer may have moved all of it', async () => {
  const { tally } = await send(4, (_n, response) => overload(response, '0'), { ...V1, batch: 4 })
  expect(tally).toMatchObject({ accepted: 0, bad: 0, overloaded: 10, givenUp: 4 })
  const broken = await send(4, (_n, response) => response.destroy(), { ...V1, batch: 4 })
  expect([...broken.tally.badByError]).toEqual([['connection broken', 4]])
  expect(broken.books.balance(0)).toEqual({ low: 72n, high: 100n })
  const short = await send(2, (_n, response) => response.writeHead(202).end('{"operations":[]}'), { ...V1, batch: 2 })
  expect(short.books.balance(0)).toEqual({ low: 86n, high: 100n })
})

const IDEMPOTENT = { ...V1, isIdempotent: true }

test('with keys, what has no answer is sent again under its key until it is known, and a refusal is known', async () => {
  const { tally, books, keys } = await send(
    3,
    (n, response) => {
      if (n === 0) response.destroy()
      else if (n === 1) response.writeHead(503).end('{"detail":"it went away","code":"outcome_unknown"}')
      else if (n === 2) response.writeHead(409).end('{"detail":"under way","code":"idempotency_in_flight"}')
      else if (n === 3) overload(response, '0')
      else if (n === 5) response.writeHead(404).end('{"detail":"no wallet with id: 7"}')
      else response.writeHead(202).end(`{"id":"${id(n)}","status":"new"}`)
    },
    IDEMPOTENT,
  )
  expect(tally).toMatchObject({ accepted: 2, bad: 1, sentAgain: 4 })
  expect(new Set(keys.slice(0, 5)).size).toBe(1)
  expect(new Set(keys).size).toBe(3)
  expect(books.balance(0)).toEqual({ low: 86n, high: 86n })
})

test('with keys, what stays without an answer may have moved money', async () => {
  const { tally, books, requests } = await send(1, (_n, response) => response.destroy(), IDEMPOTENT)
  expect(tally).toMatchObject({ accepted: 0, bad: 1 })
  expect(requests).toBe(tally.sentAgain + 1)
  expect(books.balance(0)).toEqual({ low: 93n, high: 100n })
})

test('without keys, none is sent', async () => {
  const { keys } = await send(2, (n, response) => response.writeHead(202).end(`{"id":"${id(n)}","status":"new"}`), V1)
  expect(keys).toEqual([undefined, undefined])
})
