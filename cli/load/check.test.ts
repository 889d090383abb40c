import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestMesh, type TestMesh } from '../../test/mesh.ts'
import { Books } from './books.ts'
import { checkApplied } from './check.ts'
import { gatewayOver } from './gateway.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import { Sample } from './sample.ts'
import { existingWallets } from './wallets.ts'

const { signal } = new AbortController()

let mesh: TestMesh
let http: HttpClient
beforeAll(async () => {
  mesh = await startTestMesh()
  mesh.spawn('op-processor')
  http = createHttpClient({ url: new URL(mesh.url), connections: 4, answerTimeoutMs: 10_000 })
})
afterAll(async () => {
  http?.close()
  await mesh?.stop()
})

/** Two new wallets with 100 micro-units each, and what a check of payments between them needs. */
async function twoWallets() {
  const gateway = gatewayOver(http, signal)
  const first = await gateway.createWallet({ name: 'a', currency: 'USD' })
  const second = await gateway.createWallet({ name: 'b', currency: 'USD' })
  for (const targetId of [first, second]) {
    await gateway.pay({ originId: null, targetId, amountMicros: 100n, currency: 'USD' })
  }
  await mesh.drained()
  const context = { gateway, parallel: 4, signal }
  const wallets = await existingWallets({ first, last: second }, context)
  const books = new Books(wallets.balances)
  const sample = new Sample(100, Math.random)
  const pay = async (amountMicros: bigint) => {
    const answer = await gateway.pay({ originId: first, targetId: second, amountMicros, currency: 'USD' })
    if (answer.kind !== 'accepted') throw new Error(`not accepted: ${answer.kind}`)
    const payment = { origin: 0, target: 1, amountMicros }
    books.add(payment, 'applied')
    sample.offer({ operationId: answer.operationId, payment })
    return answer.operationId
  }
  const check = (stallMaxMs: number) =>
    checkApplied({
      gateway,
      walletIds: async () => wallets.ids,
      currency: wallets.currency,
      isClearing: false,
      books,
      sample,
      parallel: 4,
      stallMaxMs,
      signal,
    })
  return { first, second, books, sample, pay, check }
}

describe('the check at the end of a load test', () => {
  test('waits for what was accepted, takes back what was declined, and adds up', async () => {
    const { pay, check } = await twoWallets()
    for (const amount of [60n, 60n, 40n]) await pay(amount)
    expect(await check(30_000)).toMatchObject({
      verdict: 'adds up',
      findings: [],
      operations: { read: 3, all: true, success: 2, declined: new Map([['insufficient_funds', 1]]) },
      wallets: { read: 2, exact: 2 },
      sumMicros: 200n,
    })
  })

  test('finds a payment that was applied and not accepted', async () => {
    const { first, second, pay, check, books } = await twoWallets()
    await pay(5n)
    await mesh.call('/transfer_amount', {
      OriginWalletId: first,
      TargetWalletId: second,
      Amount: 1,
      Currency: 'USD',
    })
    await mesh.drained()
    expect(await check(200)).toMatchObject({
      verdict: 'does not add up',
      findings: [`wallet ${first} has 94, not 95`, `wallet ${second} has 106, not 105`],
    })
    expect(books.sum()).toEqual({ low: 200n, high: 200n })
  })

  test('finds an accepted payment that is not applied', async () => {
    const { pay, sample, check } = await twoWallets()
    await pay(5n)
    const operationId = '00000000-0000-7000-8000-000000000000'
    sample.offer({ operationId, payment: { origin: 0, target: 1, amountMicros: 1n } })
    expect(await check(200)).toMatchObject({
      verdict: 'does not add up',
      findings: [`operation ${operationId} was accepted, but the gateway does not know it`],
    })
  })

  test('finds an operation that is not the one that was sent', async () => {
    const { pay, sample, check } = await twoWallets()
    const operationId = await pay(5n)
    sample.offer({ operationId, payment: { origin: 0, target: 1, amountMicros: 6n } })
    expect(await check(200)).toMatchObject({
      verdict: 'does not add up',
      findings: [`operation ${operationId} was accepted, but is not what was sent`],
    })
  })

  test('finds money that came from nowhere, also when not every outcome is known', async () => {
    const { second, pay, books, check } = await twoWallets()
    await pay(5n)
    books.add({ origin: 0, target: 1, amountMicros: 50n }, 'open')
    await mesh.call('/receive_amount', { WalletId: second, Amount: 1, Currency: 'USD' })
    await mesh.drained()
    expect(await check(200)).toMatchObject({
      verdict: 'does not add up',
      findings: ['the balances sum to 201, not 200'],
      wallets: { read: 2, exact: 0 },
    })
  })
})
