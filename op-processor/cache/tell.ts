import type { Entry } from '../../common/redis/entry.ts'
import type { CommittedJournal } from '../../common/redis/group-cache.ts'
import { type FeedMessage, type FeedOperation, OPERATIONS_PER_MESSAGE_MAX } from '../../common/redis/messages.ts'
import type { EndedOperation, Journal } from '../../ledger/journal.ts'
import type { Wallet } from '../../ledger/operation.ts'

/** What the cache needs of a journal. @param wallets as they were when it was decided, but for what is in them and held */
export function cachedJournal(
  journal: Journal,
  { generation, wallets }: { generation: bigint; wallets: ReadonlyMap<number, Wallet> },
): CommittedJournal {
  const atUs = microsOf(journal.at)
  const entries: Entry[] = []
  for (const { walletId, after, heldAfter } of journal.balances) {
    const wallet = wallets.get(walletId)
    if (wallet === undefined) continue
    const { floor, state } = wallet
    entries.push({ walletId, balance: after, held: heldAfter, floor, state, atUs })
  }
  return { seq: journal.seq, generation, entries, positions: journal.positions }
}

/** What listeners are told of a journal, though nothing ended in it: they count them. */
export function feedMessage({ group, seq, at, ended }: Journal): FeedMessage {
  const operations = ended.slice(0, OPERATIONS_PER_MESSAGE_MAX).map(feedOperation)
  return { group, journal: String(seq), at, count: ended.length, operations }
}

function feedOperation({ operation, status, reason }: EndedOperation): FeedOperation {
  const { id, kind, amount, currency, originId, targetId } = operation
  return { id, kind, status, reason, amount: String(amount), currency, origin: originId, target: targetId }
}

/** Microseconds since 1970 of a time as Postgres prints it in UTC. */
export function microsOf(time: string): bigint {
  const [, date, clock, fraction = ''] = /^(\d+-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(time) ?? []
  const ms = Date.parse(`${date}T${clock}Z`)
  if (Number.isNaN(ms)) throw new Error(`${time} is not a time of Postgres in UTC`)
  return BigInt(ms) * 1_000n + BigInt(fraction.padEnd(6, '0'))
}
