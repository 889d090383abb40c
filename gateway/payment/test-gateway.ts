import { type Client, ClientError, createClient, Status } from 'nice-grpc'
import { Registry } from 'prom-client'
import { openChannel } from '../../common/grpc/channel.ts'
import { openLog } from '../../common/log.ts'
import { loadSettings, type SettingsOverrides } from '../../common/settings/settings.ts'
import {
  PaymentServiceDefinition,
  type SubmitRequest,
  type SubmitStreamRequest,
} from '../../proto/gen/walletmesh/v1/payment.ts'
import { createGrpcServer, type GatewayGrpcServer } from '../grpc.ts'
import type { DatabaseAddress } from '../pools.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

export interface PaymentGateway extends TestGateway {
  client: Client<typeof PaymentServiceDefinition>
  grpc: GatewayGrpcServer
  metrics: Registry
}

/** A gateway that serves gRPC, too, and a client of it. */
export async function startPaymentGateway(
  database: DatabaseAddress,
  overrides: SettingsOverrides = {},
): Promise<PaymentGateway> {
  const all = { ...overrides, grpc: { address: '127.0.0.1:0' } }
  const settings = loadSettings({ cwd: '/', env: {}, overrides: all })
  const metrics = new Registry()
  const made = Promise.withResolvers<GatewayGrpcServer>()
  const gateway = await startTestGateway(database, overrides, {
    grpc(services) {
      const server = createGrpcServer({
        settings,
        tls: undefined,
        database,
        services,
        log: openLog('gateway', 'silent'),
        metrics,
      })
      made.resolve(server)
      return server
    },
  })
  const grpc = await made.promise
  const channel = openChannel(grpc.address, 20_000, undefined)
  return {
    ...gateway,
    client: createClient(PaymentServiceDefinition, channel),
    grpc,
    metrics,
    async stop() {
      channel.close()
      await gateway.stop()
    },
  }
}

export function deposit(walletId: bigint, amount: bigint, currency = 'USD'): SubmitRequest {
  return { operation: { $case: 'deposit', value: { walletId, amount, currency } } }
}

export function transfer(
  originWalletId: bigint,
  targetWalletId: bigint,
  amount: bigint,
  currency = 'USD',
): SubmitRequest {
  return { operation: { $case: 'transfer', value: { originWalletId, targetWalletId, amount, currency } } }
}

export function payment(
  [fromBank, from]: [bankId: number, account: string],
  [toBank, to]: [bankId: number, account: string],
  amount: bigint,
  currency = 'USD',
): SubmitRequest {
  const value = {
    from: { bankId: fromBank, account: from },
    to: { bankId: toBank, account: to },
    amount,
    currency,
  }
  return { operation: { $case: 'payment', value } }
}

/** Requests that a test sends one by one. */
export interface Sender {
  readonly requests: AsyncIterable<SubmitStreamRequest>
  send(request: SubmitStreamRequest): void
  halfClose(): void
  /** How many the stream has taken. */
  readonly taken: number
}

export function openSender(): Sender {
  const waiting: SubmitStreamRequest[] = []
  let closed = false
  let taken = 0
  let wake = () => {}
  async function* read() {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) {
        taken += 1
        yield next
      } else if (closed) {
        return
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  }
  return {
    requests: read(),
    send(request) {
      waiting.push(request)
      wake()
    },
    halfClose() {
      closed = true
      wake()
    },
    get taken() {
      return taken
    },
  }
}

/** How a call ended: its status and message. */
export async function errorOf(call: Promise<unknown>): Promise<[Status, string]> {
  try {
    await call
    return [Status.OK, '']
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return [error.code, error.details]
  }
}
