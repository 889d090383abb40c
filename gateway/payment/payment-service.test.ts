import { BinaryReader } from '@bufbuild/protobuf/wire'
import type { ServiceDefinition } from '@grpc/grpc-js'
import { ReflectionService } from '@grpc/reflection'
import { createClient, type Metadata, Status } from 'nice-grpc'
import { HealthDefinition } from 'nice-grpc-server-health'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openChannel } from '../../common/grpc/channel.ts'
import { errorReason } from '../../common/grpc/error-details.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { OperationStatus, type SubmitRequest } from '../../proto/gen/walletmesh/v1/payment.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { rowCounts, seed } from '../test/server.ts'
import { deposit, errorOf, type PaymentGateway, payment, startPaymentGateway, transfer } from './test-gateway.ts'

let database: TestDatabase
let gateway: PaymentGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startPaymentGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const MAX = 2n ** 63n - 1n

async function queue() {
  const { rows } = await gateway.pool.query(
    'select operation_id, kind, step, origin_id, target_id, amount, currency from queue order by seq',
  )
  return rows
}

/** Type, and the fields that are texts, of each detail in the trailer. */
function detailsOf(trailer: Metadata | undefined): { type: string; texts: string[] }[] {
  const status = trailer?.get('grpc-status-details-bin')
  return fieldsOf(status)
    .filter(({ number }) => number === 3)
    .map(({ bytes }) => {
      const [url, value] = fieldsOf(bytes)
      return {
        type: text(url?.bytes),
        texts: fieldsOf(value?.bytes).map((one) => text(one.bytes)),
      }
    })
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

function fieldsOf(bytes: Uint8Array | undefined): { number: number; bytes: Uint8Array }[] {
  const reader = new BinaryReader(bytes ?? new Uint8Array())
  const fields = []
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag()
    if (wireType === 2) fields.push({ number, bytes: reader.bytes() })
    else reader.skip(wireType)
  }
  return fields
}

describe('Submit', () => {
  test('queues a deposit and answers with its id', async () => {
    const { operationId } = await gateway.client.submit(deposit(1n, 5n, 'THB'))
    expect(operationId).toMatch(UUID_V7)
    expect(await queue()).toEqual([
      {
        operation_id: operationId,
        kind: 'deposit',
        step: 'apply',
        origin_id: null,
        target_id: 1n,
        amount: 5n,
        currency: 'THB',
      },
    ])
  })

  test('queues a transfer and answers with its id', async () => {
    const { operationId } = await gateway.client.submit(transfer(1n, 2n, 1_000_000n, 'RUB'))
    expect(await queue()).toEqual([
      {
        operation_id: operationId,
        kind: 'transfer',
        step: 'apply',
        origin_id: 1n,
        target_id: 2n,
        amount: 1_000_000n,
        currency: 'RUB',
      },
    ])
  })

  test('queues a payment between banks and answers with its id', async () => {
    const { operationId } = await gateway.client.submit(payment([1, 'A 1'], [2, 'B'], 1_000_000_000n))
    expect(operationId).toMatch(UUID_V7)
    const { rows } = await gateway.pool.query(
      'select bank_id, wallet_id from clearing_accounts order by bank_id, account',
    )
    expect(await queue()).toEqual([
      {
        operation_id: operationId,
        kind: 'payment',
        step: 'apply',
        origin_id: rows[0]?.wallet_id,
        target_id: rows[1]?.wallet_id,
        amount: 1_000_000_000n,
        currency: 'USD',
      },
    ])
  })

  test.each([1n, 2n ** 53n, 2n ** 53n + 1n, MAX])('takes the amount %s to the last digit', async (amount) => {
    await gateway.client.submit(deposit(1n, amount))
    expect((await queue()).map((row) => row.amount)).toEqual([amount])
  })

  const AMOUNT = 'amount must be a whole number of micro-units from 1 to 9223372036854775807, such as 1000000'
  const DIFFERENT = 'origin_wallet_id and target_wallet_id must be different wallets'
  const CENTS = 'amount must be a whole number of cents from 1: micro-units in steps of 10000'
  const RULE = 'must be 1 to 34 letters, digits, dots, slashes, spaces and hyphens, with a letter or digit at both ends'
  const withoutTarget: SubmitRequest = {
    operation: {
      $case: 'payment',
      value: { from: { bankId: 1, account: 'a' }, to: undefined, amount: 10_000n, currency: 'USD' },
    },
  }
  const idOf = (field: string) => `${field} must be a whole number from 1, such as 7`

  test.each([
    [{ operation: undefined }, Status.INVALID_ARGUMENT, 'operation must be there, such as a deposit or a transfer'],
    [deposit(1n, 0n), Status.INVALID_ARGUMENT, AMOUNT],
    [deposit(1n, -1n), Status.INVALID_ARGUMENT, AMOUNT],
    [transfer(1n, 2n, -(2n ** 63n)), Status.INVALID_ARGUMENT, AMOUNT],
    [deposit(0n, 5n), Status.INVALID_ARGUMENT, idOf('wallet_id')],
    [transfer(0n, 2n, 5n), Status.INVALID_ARGUMENT, idOf('origin_wallet_id')],
    [transfer(1n, -(2n ** 63n), 5n), Status.INVALID_ARGUMENT, idOf('target_wallet_id')],
    [transfer(1n, 1n, 5n), Status.INVALID_ARGUMENT, DIFFERENT],
    [transfer(77n, 77n, 5n), Status.INVALID_ARGUMENT, DIFFERENT],
    [deposit(1n, 5n, ''), Status.INVALID_ARGUMENT, 'currency is not allowed'],
    [deposit(1n, 5n, 'usd'), Status.INVALID_ARGUMENT, 'currency is not allowed'],
    [deposit(1n, 5n, 'USD\u0000'), Status.INVALID_ARGUMENT, 'currency is not allowed'],
    [deposit(1n, 5n, 'ABC'), Status.INVALID_ARGUMENT, 'currency is not allowed'],
    [deposit(7n, 5n), Status.NOT_FOUND, 'no wallet with id: 7'],
    [deposit(MAX, 5n), Status.NOT_FOUND, `no wallet with id: ${MAX}`],
    [transfer(7n, 8n, 5n), Status.NOT_FOUND, 'no wallet with id: 7'],
    [transfer(1n, 8n, 5n), Status.NOT_FOUND, 'no wallet with id: 8'],
    [payment([1, 'a'], [2, 'b'], 0n), Status.INVALID_ARGUMENT, CENTS],
    [payment([1, 'a'], [2, 'b'], -10_000n), Status.INVALID_ARGUMENT, CENTS],
    [payment([1, 'a'], [2, 'b'], 10_001n), Status.INVALID_ARGUMENT, CENTS],
    [payment([1, 'a'], [2, 'b'], MAX), Status.INVALID_ARGUMENT, CENTS],
    [payment([1, 'a'], [2, 'b'], 1_000_010_000n), Status.INVALID_ARGUMENT, 'a payment is at most 1000.00 USD'],
    [payment([1, 'a'], [1, 'a'], 10_000n), Status.INVALID_ARGUMENT, 'to must be another account than from'],
    [payment([1, 'a'], [2, 'b'], 10_000n, 'EUR'), Status.INVALID_ARGUMENT, 'currency must be USD'],
    [payment([1, ' a'], [2, 'b'], 10_000n), Status.INVALID_ARGUMENT, `from.account ${RULE}`],
    [payment([0, 'a'], [2, 'b'], 10_000n), Status.INVALID_ARGUMENT, 'from.bank_id must be the id of a bank, such as 7'],
    [payment([1, 'a'], [77, 'b'], 10_000n), Status.NOT_FOUND, 'no bank with id: 77'],
    [withoutTarget, Status.INVALID_ARGUMENT, 'to must be an account of a bank'],
  ] as const)('refuses case %#, %o, with its code, and changes nothing', async (request, code, message) => {
    const before = await rowCounts(gateway.pool)
    expect(await errorOf(gateway.client.submit(request))).toEqual([code, message])
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test('an error carries its stable code as ErrorInfo, and when to try again as RetryInfo', async () => {
    let trailer: Metadata | undefined
    const onTrailer = (received: Metadata) => {
      trailer = received
    }
    await errorOf(gateway.client.submit(deposit(7n, 5n), { onTrailer }))
    const info = 'type.googleapis.com/google.rpc.ErrorInfo'
    expect(detailsOf(trailer)).toEqual([{ type: info, texts: ['not_found', 'walletmesh'] }])

    const full = await startPaymentGateway(database, { limits: { queuedOperations: 1 } })
    await full.client.submit(deposit(1n, 5n))
    expect(await errorOf(full.client.submit(deposit(1n, 5n), { onTrailer }))).toEqual([
      Status.RESOURCE_EXHAUSTED,
      'too many operations are queued, try again',
    ])
    expect(detailsOf(trailer)).toMatchObject([
      { type: info, texts: ['overloaded', 'walletmesh'] },
      { type: 'type.googleapis.com/google.rpc.RetryInfo', texts: ['\b\u0001'] },
    ])
    await full.stop()
  })

  test('calls are counted by status', async () => {
    await gateway.client.submit(deposit(1n, 5n))
    await errorOf(gateway.client.submit(deposit(7n, 5n)))
    const counted = await gateway.metrics.metrics()
    expect(counted).toMatch(/grpc_server_handled_total\{.*grpc_method="Submit".*grpc_code="OK"\} \d+/)
    expect(counted).toMatch(/grpc_server_handled_total\{.*grpc_method="Submit".*grpc_code="NOT_FOUND"\} \d+/)
  })
})

describe('the other operations between wallets', () => {
  const UNKNOWN = '01890000-0000-7000-8000-000000000001'
  type Operation = NonNullable<SubmitRequest['operation']>
  const submit = async (operation: Operation, message?: string) => {
    return (await gateway.client.submit({ operation, ...(message === undefined ? {} : { message }) })).operationId
  }

  test('are queued with what they name, and what is said', async () => {
    const sum = { amount: 5n, currency: 'USD' }
    const withdrawal = await submit({ $case: 'withdrawal', value: { walletId: 1n, ...sum } }, 'cash')
    const hold = await submit({ $case: 'hold', value: { walletId: 1n, ...sum, expiresAfterSec: 60 } })
    const capture = await submit({ $case: 'capture', value: { holdId: hold, targetWalletId: 2n } })
    const release = await submit({ $case: 'release', value: { holdId: hold } })
    const { rows } = await gateway.pool.query(
      `select q.operation_id, kind, origin_id, target_id, q.amount, currency, related_id, message,
         extract(epoch from expires_at - accepted_at)::int as seconds
       from queue q left join operation_messages using (operation_id) left join holds using (operation_id) order by seq`,
    )
    const row = { origin_id: 1n, target_id: null, ...sum, related_id: null, message: null, seconds: null }
    expect(rows).toEqual([
      { ...row, operation_id: withdrawal, kind: 'withdrawal', message: 'cash' },
      { ...row, operation_id: hold, kind: 'hold', seconds: 60 },
      { ...row, operation_id: capture, kind: 'capture', target_id: 2n, related_id: hold },
      { ...row, operation_id: release, kind: 'release', related_id: hold },
    ])
  })

  test.each<[Operation, Status, string]>([
    [{ $case: 'release', value: { holdId: UNKNOWN } }, Status.NOT_FOUND, `no hold with id: ${UNKNOWN}`],
    [{ $case: 'release', value: { holdId: 'x' } }, Status.INVALID_ARGUMENT, 'hold_id must be a UUID'],
    [{ $case: 'reversal', value: { operationId: UNKNOWN } }, Status.NOT_FOUND, `no operation with id: ${UNKNOWN}`],
    [
      { $case: 'withdrawal', value: { walletId: 1n, amount: 0n, currency: 'USD' } },
      Status.INVALID_ARGUMENT,
      'amount must be',
    ],
    [
      { $case: 'hold', value: { walletId: 1n, amount: 1n, currency: 'USD', expiresAfterSec: 0 } },
      Status.INVALID_ARGUMENT,
      'expires_after_sec must be',
    ],
  ])('case %# is refused', async (operation, code, message) => {
    await expect(submit(operation)).rejects.toMatchObject({ code, details: expect.stringContaining(message) })
  })

  test('a message that cannot be stored is refused', async () => {
    const operation: Operation = { $case: 'deposit', value: { walletId: 1n, amount: 1n, currency: 'USD' } }
    for (const message of ['', 'a\n', 'x'.repeat(141)]) {
      await expect(submit(operation, message)).rejects.toMatchObject({ code: Status.INVALID_ARGUMENT })
    }
  })
})

describe('GetOperation', () => {
  test('tells the status of a queued, an applied and a declined operation', async () => {
    const { operationId } = await gateway.client.submit(transfer(1n, 2n, 5n))
    expect(await gateway.client.getOperation({ operationId: operationId.toUpperCase() })).toEqual({
      operationId,
      status: OperationStatus.OPERATION_STATUS_NEW,
      reason: '',
      debit: undefined,
      credit: undefined,
    })
    await apply(operationId, `'success', null, 7, 9223372036854775807`)
    expect(await gateway.client.getOperation({ operationId })).toEqual({
      operationId,
      status: OperationStatus.OPERATION_STATUS_SUCCESS,
      reason: '',
      debit: 7n,
      credit: MAX,
    })
    const declined = await gateway.client.submit(transfer(1n, 2n, 5n))
    await apply(declined.operationId, `'decline', 'insufficient_funds', null, null`)
    expect(await gateway.client.getOperation(declined)).toMatchObject({
      status: OperationStatus.OPERATION_STATUS_DECLINE,
      reason: 'insufficient_funds',
    })
  })

  /** As a processor would, in a journal of its own. */
  async function apply(operationId: string, result: string) {
    await gateway.pool.query(
      `with journal as (
         insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash)
         select 1, coalesce(max(seq), 0) + 1, 0, 1, 0,
           coalesce((select hash from journals order by seq desc limit 1), decode(repeat('00', 32), 'hex')), sha256('')
         from journals returning seq),
       taken as (delete from queue where operation_id = $1 returning *)
       insert into operations
         (id, kind, origin_id, target_id, amount, currency, accepted_at, group_id, journal_seq, line, status, reason, debit,
          credit)
       select operation_id, kind, origin_id, target_id, amount, currency, accepted_at, group_id, journal.seq, 1, ${result}
       from taken, journal`,
      [operationId],
    )
  }

  test.each(['', '7', 'not-a-uuid', `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(13)}`])(
    'refuses the id %j',
    async (operationId) => {
      expect(await errorOf(gateway.client.getOperation({ operationId }))).toEqual([
        Status.INVALID_ARGUMENT,
        'operation_id must be a UUID',
      ])
    },
  )

  test('an operation that nobody submitted is NOT_FOUND', async () => {
    const operationId = '0198c0de-0000-7000-8000-000000000000'
    const missing = [Status.NOT_FOUND, `no operation with id: ${operationId}`]
    expect(await errorOf(gateway.client.getOperation({ operationId }))).toEqual(missing)
  })
})

test('health and reflection know the service', async () => {
  const channel = openChannel(gateway.grpc.address, 20_000, undefined)
  const name = 'walletmesh.v1.PaymentService'
  expect(await createClient(HealthDefinition, channel).check({ service: name })).toMatchObject({ status: 1 })
  const definitions: ServiceDefinition[] = []
  new ReflectionService({}).addToServer({ addService: (definition) => definitions.push(definition) })
  for (const definition of definitions) {
    const client = createClient(definition, channel) as unknown as {
      ServerReflectionInfo(questions: AsyncIterable<object>): AsyncIterable<object>
    }
    for await (const answer of client.ServerReflectionInfo(question())) {
      expect(answer).toMatchObject({
        listServicesResponse: { service: [{ name: 'walletmesh.v1.LeaseService' }, { name }] },
      })
    }
  }
  channel.close()
})

async function* question() {
  yield { listServices: '*' }
}

describe('Reverse', () => {
  test('takes an applied payment back, once', async () => {
    const own = await createTestDatabase()
    const ledger = await TestLedger.open(own)
    const other = await startPaymentGateway(own)
    const { operationId: paymentId } = await other.client.submit(payment([1, 'a'], [2, 'b'], 10_000n))
    expect(await errorOf(other.client.reverse({ paymentId }))).toEqual([
      Status.FAILED_PRECONDITION,
      `payment ${paymentId} is not applied yet: try again when it is`,
    ])
    await ledger.drain()
    const { operationId } = await other.client.reverse({ paymentId: paymentId.toUpperCase() })
    let trailer: Metadata | undefined
    const onTrailer = (received: Metadata) => {
      trailer = received
    }
    expect(await errorOf(other.client.reverse({ paymentId }, { onTrailer }))).toEqual([
      Status.FAILED_PRECONDITION,
      `payment ${paymentId} was taken back already`,
    ])
    expect(errorReason(trailer?.get('grpc-status-details-bin'))).toBe('already_reversed')
    await ledger.drain()
    expect(await other.client.getOperation({ operationId })).toMatchObject({
      status: OperationStatus.OPERATION_STATUS_SUCCESS,
    })
    expect([...(await ledger.positions()).values()]).toEqual([0n, 0n])
    await other.stop()
    await ledger.close()
    await own.drop()
  })

  test('knows no other operations', async () => {
    const { operationId: paymentId } = await gateway.client.submit(deposit(1n, 5n))
    expect(await errorOf(gateway.client.reverse({ paymentId }))).toEqual([
      Status.NOT_FOUND,
      `no payment with id: ${paymentId}`,
    ])
    expect(await errorOf(gateway.client.reverse({ paymentId: '7' }))).toEqual([
      Status.INVALID_ARGUMENT,
      'payment_id must be a UUID',
    ])
  })
})
