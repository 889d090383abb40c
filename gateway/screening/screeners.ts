import { type Channel, ClientError, createClient, Status } from 'nice-grpc'
import { HealthDefinition } from 'nice-grpc-server-health'
import type { Judgement } from '../../common/fraud/judge.ts'
import { openChannel } from '../../common/grpc/channel.ts'
import type { Log } from '../../common/log.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import type { Tls } from '../../common/tls/tls.ts'
import { FraudServiceDefinition, ScreenVerdict } from '../../proto/gen/walletmesh/v1/fraud.ts'
import type { PendingCheck } from './sql/read-check.ts'

/** No fraud part can be reached, or none can say anything now. */
export class NoScreener extends Error {
  override readonly name = 'NoScreener'
}

export interface ScreenersOptions {
  /** Tried in this order. */
  screeners: readonly Address[]
  tls: Tls | undefined
  log: Log
}

/** A part that is silent for so long is given up. */
const SILENCE_MS = 3_000
const CALL_TIMEOUT_MS = 5_000
const PROBE_TIMEOUT_MS = 1_000
/** grpc.health.v1.HealthCheckResponse.ServingStatus; the library does not export it. */
const SERVING = 1

const VERDICTS = {
  [ScreenVerdict.SCREEN_VERDICT_ALLOW]: 'allow',
  [ScreenVerdict.SCREEN_VERDICT_REJECT]: 'reject',
  [ScreenVerdict.SCREEN_VERDICT_REVIEW]: 'review',
} as const

/** Asks the fraud parts, over connections that are kept. */
export class Screeners {
  readonly #options: ScreenersOptions
  readonly #channels = new Map<Address, Channel>()

  constructor(options: ScreenersOptions) {
    this.#options = options
  }

  /** Rejects with NoScreener when none can be reached, and with the error of one that failed. */
  async screen(check: PendingCheck, signal: AbortSignal): Promise<Judgement> {
    const { operationId, originId, targetId, amount, currency, acceptedAt, requestId } = check
    const request = { operationId, originWalletId: originId, targetWalletId: targetId, amount, currency, acceptedAt }
    const within = AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)])
    for (const screener of this.#options.screeners) {
      try {
        const client = createClient(FraudServiceDefinition, this.#channelTo(screener))
        const answer = await client.screen({ ...request, requestId: requestId ?? '' }, { signal: within })
        const verdict = answer.verdict in VERDICTS ? VERDICTS[answer.verdict as keyof typeof VERDICTS] : undefined
        if (verdict === undefined) throw new Error(`a verdict that nobody knows: ${answer.verdict}`)
        return { verdict, score: answer.score, reasons: answer.reasons, ruleId: answer.ruleId ?? null }
      } catch (error) {
        if (!(error instanceof ClientError) || error.code !== Status.UNAVAILABLE) throw error
        this.#options.log.debug(`fraud part ${formatAddress(screener)} is not available: ${error.details}`)
        this.#forget(screener)
      }
    }
    throw new NoScreener('no fraud part can be reached')
  }

  /** Whether one of them says that it serves. */
  async probe(signal: AbortSignal): Promise<boolean> {
    for (const screener of this.#options.screeners) {
      try {
        const client = createClient(HealthDefinition, this.#channelTo(screener))
        const { status } = await client.check(
          { service: FraudServiceDefinition.fullName },
          { signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]) },
        )
        if (status === SERVING) return true
      } catch {
        this.#forget(screener)
      }
    }
    return false
  }

  close(): void {
    for (const screener of [...this.#channels.keys()]) this.#forget(screener)
  }

  #channelTo(screener: Address): Channel {
    const known = this.#channels.get(screener)
    if (known !== undefined) return known
    const channel = openChannel(screener, SILENCE_MS, this.#options.tls, 'fraud')
    this.#channels.set(screener, channel)
    return channel
  }

  /** A new connection does not wait out the old one's pause. */
  #forget(screener: Address): void {
    this.#channels.get(screener)?.close()
    this.#channels.delete(screener)
  }
}
