import { createClient } from 'nice-grpc'
import { openChannel } from '../../common/grpc/channel.ts'
import { createOutbox } from '../../common/grpc/outbox.ts'
import type { Address } from '../../common/settings/address.ts'
import type { Tls } from '../../common/tls/tls.ts'
import {
  type HoldRequest,
  type HoldResponse,
  type LeaseServiceClient,
  LeaseServiceDefinition,
} from '../../proto/gen/walletmesh/v1/lease.ts'
import type { Clock } from './clock.ts'

export type Request = NonNullable<HoldRequest['request']>
export type Event = NonNullable<HoldResponse['event']>

export interface SessionOptions {
  gateway: Address
  tls: Tls | undefined
  processorId: string
  name: string
  number: number | undefined
  metricsAddress: string
  /** The lease time that is expected; the gateway's own counts once it has answered. */
  ttlMs: number
  clock: Clock
  /**
   * Whatever the gateway says. sentMs: for grants and renewals, when the request was sent from whose sending the lease
   * time counts.
   */
  onEvent: (event: Event, sentMs: number) => void
}

/** One stream to one gateway. */
export interface Session {
  send(request: Request): void
  /** Ends our side, after what was sent before; the gateway then ends its own. */
  end(): void
  /** Gives the stream up. */
  abort(): void
  /** How it ended, when it has. */
  readonly ended: Promise<SessionEnd>
}

export interface SessionEnd {
  /** How long the gateway answered, from the first answer on; 0 when it never did. */
  answeredMs: number
  /** Undefined when both sides ended in peace. */
  error: unknown
}

/** The gateway took longer to answer than it may. */
class Silence extends Error {
  override readonly name = 'Silence'
}

/** Requests that may wait for the network. */
const UNSENT_MAX = 10_000

/** Says hello, then renews every third of the lease time. A gateway that leaves a request unanswered for as long is given up. */
export function openSession(options: SessionOptions): Session {
  const { gateway, tls, processorId, name, number, metricsAddress, clock, onEvent } = options
  const outbox = createOutbox<HoldRequest>(UNSENT_MAX, () => new Silence('the gateway reads nothing'))
  const aborted = new AbortController()
  let ttlMs = options.ttlMs
  let sequence = 0
  let answeredSinceMs: number | undefined
  let cancelTimer = () => {}
  /** When the requests of the last lease time were sent: events may name any of them. */
  const sentMs = new Map<number, number>()

  const send = (request: Request) => void outbox.push({ request })
  const expectAnswer = () => {
    sequence += 1
    const nowMs = clock.nowMs()
    for (const [earlier, sent] of sentMs) if (sent + ttlMs < nowMs) sentMs.delete(earlier)
    sentMs.set(sequence, nowMs)
    cancelTimer = clock.after(ttlMs / 3, () => {
      aborted.abort(new Silence(`the gateway did not answer within ${Math.round(ttlMs / 3)} ms`))
    })
    return sequence
  }
  const renew = () => send({ $case: 'renew', value: { sequence: expectAnswer() } })
  const answered = (answer: number) => {
    const sent = sentMs.get(answer)
    if (sent === undefined || answer !== sequence) return
    answeredSinceMs ??= clock.nowMs()
    cancelTimer()
    cancelTimer = clock.after(sent + ttlMs / 3 - clock.nowMs(), renew)
  }
  const receive = (event: Event) => {
    if (event.$case !== 'renewed' && event.$case !== 'granted') return onEvent(event, 0)
    ttlMs = event.value.ttlMs
    const sent = sentMs.get(event.value.sequence)
    if (event.$case === 'renewed') answered(event.value.sequence)
    if (sent !== undefined) onEvent(event, sent)
  }

  const run = async (): Promise<unknown> => {
    const channel = openChannel(gateway, Math.ceil(ttlMs / 2), tls)
    try {
      const client: LeaseServiceClient = createClient(LeaseServiceDefinition, channel)
      send({ $case: 'hello', value: { processorId, name, number, metricsAddress, sequence: expectAnswer() } })
      for await (const { event } of client.hold(outbox.messages, { signal: aborted.signal })) {
        if (event !== undefined) receive(event)
      }
      return undefined
    } catch (error) {
      return aborted.signal.aborted ? aborted.signal.reason : error
    } finally {
      cancelTimer()
      outbox.end()
      channel.close()
    }
  }
  const ended = run().then((error) => ({
    answeredMs: answeredSinceMs === undefined ? 0 : clock.nowMs() - answeredSinceMs,
    error,
  }))
  return { send, end: () => outbox.end(), abort: () => aborted.abort(new Silence('given up')), ended }
}
