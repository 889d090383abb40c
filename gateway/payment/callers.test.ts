import { Metadata, Status } from 'nice-grpc'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SubmitStreamResponse } from '../../proto/gen/walletmesh/v1/payment.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Caller, enter, makeKey, type TestUser } from '../test/callers.ts'
import { deposit, openSender, type PaymentGateway, startPaymentGateway, transfer } from './test-gateway.ts'

let database: TestDatabase
let gateway: PaymentGateway
let operator: Caller
let ana: Caller & TestUser
let key: { id: string; text: string }

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startPaymentGateway(database, { auth: { mode: 'required' } })
  ;[operator, ana] = [await enter(gateway, 'operator'), await enter(gateway, 'merchant')]
  key = await makeKey(gateway, 'merchant', ana.id)
  const body = { name: 'a', country: 'b', city: 'c', currency: 'USD' }
  for (const caller of [ana, operator, operator]) await caller.call('POST', '/v1/wallets', body)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(() => gateway.pool.query('delete from queue'))

const as = (authorization: string) => ({ metadata: Metadata({ authorization }) })
const byKey = () => as(`Bearer ${key.text}`)
const payment = {
  operation: {
    $case: 'payment' as const,
    value: { from: { bankId: 1, account: 'a' }, to: { bankId: 2, account: 'b' }, amount: 1n, currency: 'USD' },
  },
}
const queued = async () => (await gateway.pool.query('select from queue')).rowCount
const code = (wanted: Status) => expect.objectContaining({ code: wanted })

describe('PaymentService', () => {
  test('asks who calls, by the metadata authorization', async () => {
    const { client } = gateway
    const id = '01a20e45-d84a-766b-8572-238235365605'
    for (const options of [{}, as('Bearer nonsense'), as('nonsense')]) {
      await expect(client.submit(transfer(1n, 2n, 5n), options)).rejects.toEqual(code(Status.UNAUTHENTICATED))
      await expect(client.getOperation({ operationId: id }, options)).rejects.toEqual(code(Status.UNAUTHENTICATED))
      await expect(client.reverse({ paymentId: id }, options)).rejects.toEqual(code(Status.UNAUTHENTICATED))
      const stream = client.submitStream(openSender().requests, options)
      await expect(stream[Symbol.asyncIterator]().next()).rejects.toEqual(code(Status.UNAUTHENTICATED))
    }
    expect(await queued()).toBe(0)
  })

  test('takes the tokens and keys of HTTP, with the same rights', async () => {
    const { client } = gateway
    const { operationId } = await client.submit(transfer(1n, 2n, 5n), as(ana.authorization))
    expect(await client.getOperation({ operationId }, byKey())).toMatchObject({ operationId })
    await client.submit(transfer(1n, 3n, 5n), byKey())
    expect(await queued()).toBe(2)
    for (const request of [
      transfer(2n, 1n, 5n),
      transfer(99n, 1n, 5n),
      transfer(2n, 2n, 5n),
      deposit(1n, 5n),
      payment,
    ]) {
      await expect(client.submit(request, byKey())).rejects.toEqual(code(Status.PERMISSION_DENIED))
    }
    await expect(client.reverse({ paymentId: operationId }, byKey())).rejects.toEqual(code(Status.PERMISSION_DENIED))
    expect(await queued()).toBe(2)
    const theirs = await client.submit(transfer(2n, 3n, 5n), as(operator.authorization))
    await expect(client.getOperation(theirs, byKey())).rejects.toEqual(code(Status.NOT_FOUND))
    await client.submit(deposit(1n, 5n), as(operator.authorization))
  })

  test('has a verdict in a stream on what is not the caller’s', async () => {
    const sender = openSender()
    const stream = gateway.client.submitStream(sender.requests, byKey())[Symbol.asyncIterator]()
    sender.send({
      sequence: 1n,
      operations: [transfer(2n, 1n, 5n), transfer(1n, 2n, 5n), deposit(1n, 5n), payment, transfer(1n, 1n, 5n)],
    })
    sender.halfClose()
    const { verdicts } = (await stream.next()).value as SubmitStreamResponse
    expect(verdicts.map(({ verdict }) => (verdict?.$case === 'error' ? verdict.value.reason : verdict?.$case))).toEqual(
      ['forbidden', 'operationId', 'forbidden', 'forbidden', 'invalid'],
    )
    expect(await queued()).toBe(1)
  })

  test('ends a stream whose caller loses the right meanwhile', async () => {
    const own = await makeKey(gateway, 'merchant', ana.id)
    const sender = openSender()
    const stream = gateway.client.submitStream(sender.requests, as(`Bearer ${own.text}`))[Symbol.asyncIterator]()
    sender.send({ sequence: 1n, operations: [transfer(1n, 2n, 5n)] })
    expect((await stream.next()).value).toMatchObject({ sequence: 1n })
    await operator.call('GET', '/v1/wallets')
    await gateway.pool.query('update api_keys set revoked_at = now() where id = $1', [own.id])
    await vi.waitFor(
      async () => {
        const ask = gateway.client.getOperation({ operationId: own.id }, as(`Bearer ${own.text}`))
        await expect(ask).rejects.toEqual(code(Status.UNAUTHENTICATED))
      },
      { timeout: 1000, interval: 10 },
    )
    sender.send({ sequence: 2n, operations: [transfer(1n, 2n, 5n)] })
    await expect(stream.next()).rejects.toEqual(code(Status.UNAUTHENTICATED))
    expect(await queued()).toBe(1)
  })
})
