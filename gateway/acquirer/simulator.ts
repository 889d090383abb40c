import { once } from 'node:events'
import type { Pool } from '../../common/database/pool.ts'
import type { Acquirer, AuthorizationAnswer } from './acquirer.ts'
import { cancelAuthorization, findAuthorization, keepAuthorization, keepRefund } from './sql/simulated.ts'

/** Cards that the simulator declines, or leaves without an answer. It approves all others. */
export const TEST_CARDS = {
  declined: '4000000000001000',
  insufficientFunds: '4000000000002008',
  /** Approved, and the answer is lost. */
  approvedUnheard: '4000000000003006',
  /** Declined, and the answer is lost. */
  declinedUnheard: '4000000000004004',
  /** The request is lost. */
  lost: '4000000000005001',
} as const

const REASONS: Readonly<Record<string, string>> = {
  [TEST_CARDS.declined]: 'card_declined',
  [TEST_CARDS.insufficientFunds]: 'insufficient_funds',
  [TEST_CARDS.declinedUnheard]: 'card_declined',
}

const UNHEARD: readonly string[] = [TEST_CARDS.approvedUnheard, TEST_CARDS.declinedUnheard]

/** An acquirer for trying things out: it answers by the card's number. Its books are in the database, so that all gateways have the same one. */
export function createSimulator(pool: Pool): Acquirer {
  return {
    async authorize({ id, amount, card: { number } }, signal) {
      if (number === TEST_CARDS.lost) return silence(signal)
      const kept = await keepAuthorization(pool, { id, amount, reason: REASONS[number] ?? null })
      return UNHEARD.includes(number) ? silence(signal) : answerOf(kept)
    },
    async find(id) {
      const kept = await findAuthorization(pool, id)
      return kept === null ? { state: 'unknown' } : answerOf(kept)
    },
    async cancel(id) {
      await cancelAuthorization(pool, id)
    },
    async refund({ id, authorizationId, amount }) {
      await keepRefund(pool, { id, authorizationId, amount })
    },
  }
}

function answerOf({ state, reason }: { state: string; reason: string | null }): AuthorizationAnswer {
  return state === 'approved' ? { state } : { state: 'declined', reason: reason ?? state }
}

/** Until the asking one gives up. */
async function silence(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  throw signal.reason
}
