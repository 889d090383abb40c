import { setTimeout as delay } from 'node:timers/promises'
import { createChannel, createClient } from 'nice-grpc'
import { PaymentServiceDefinition, type SubmitStreamRequest } from '../proto/gen/walletmesh/v1/payment.ts'

export interface OfferedLoad {
  /** When each accepted transfer was offered, in ms since 1970, by its id. */
  readonly offeredMs: ReadonlyMap<string, number>
  /** Stops offering; returns when all that was offered has its verdict. Throws when one was refused. */
  stop(): Promise<void>
}

const TICK_MS = 5

/**
 * Offers transfers to a gateway over one gRPC stream at a fixed rate, however fast they are answered. A transfer counts as
 * offered when it was due, not when it could be sent.
 */
export function offerLoad(
  address: string,
  perSecond: number,
  next: () => { origin: bigint; target: bigint },
): OfferedLoad {
  const channel = createChannel(address)
  const client = createClient(PaymentServiceDefinition, channel)
  const offeredMs = new Map<string, number>()
  const stopping = new AbortController()
  const dueBySequence = new Map<bigint, number[]>()

  async function* requests(): AsyncGenerator<SubmitStreamRequest> {
    const startMs = performance.now()
    let offered = 0
    for (let sequence = 0n; !stopping.signal.aborted; ) {
      const due = Math.floor(((performance.now() - startMs) * perSecond) / 1_000)
      if (due > offered) {
        const times = Array.from({ length: due - offered }, (_, i) => startMs + ((offered + i) * 1_000) / perSecond)
        dueBySequence.set(sequence, times)
        yield { sequence: sequence++, operations: times.map(() => transferOf(next())) }
        offered = due
      }
      await delay(TICK_MS)
    }
  }

  async function run(): Promise<void> {
    for await (const { sequence, verdicts } of client.submitStream(requests())) {
      const due = dueBySequence.get(sequence) ?? []
      dueBySequence.delete(sequence)
      for (const [i, { verdict }] of verdicts.entries()) {
        if (verdict?.$case !== 'operationId') throw new Error(`not accepted: ${JSON.stringify(verdict)}`)
        offeredMs.set(verdict.value, performance.timeOrigin + (due[i] ?? Number.NaN))
      }
    }
  }

  const running = run()
  running.catch(() => {})
  return {
    offeredMs,
    async stop() {
      stopping.abort()
      try {
        await running
      } finally {
        channel.close()
      }
    },
  }
}

function transferOf({ origin, target }: { origin: bigint; target: bigint }) {
  const value = { originWalletId: origin, targetWalletId: target, amount: 1n, currency: 'USD' }
  return { operation: { $case: 'transfer' as const, value } }
}
