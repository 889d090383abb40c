import type { FeedMessage } from '../../common/redis/messages.ts'

/** Events as they go over the wire. */
export interface EventText {
  /** All but the last one. */
  before: string
  last: string
}

/** What a journal tells: each of its operations that a message has, and how many more there are. Null when nothing ended in it. */
export function journalText({ group, journal, at, count, operations }: FeedMessage): EventText | null {
  const applied_at = rfc3339Of(at)
  const events = operations.map(({ origin, target, ...operation }) =>
    eventText('operation', {
      ...operation,
      origin_wallet_id: origin,
      target_wallet_id: target,
      group,
      journal,
      applied_at,
    }),
  )
  const more = count - operations.length
  if (more > 0) events.push(eventText('omitted', { group, journal, operations: more, applied_at }))
  const last = events.pop()
  return last === undefined ? null : { before: events.join(''), last }
}

export function eventText(type: string, data: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`
}

/** @param time as Postgres prints it in UTC, with or without a fraction */
function rfc3339Of(time: string): string {
  const [date = '', clock = ''] = time.replace('+00', '').split(' ')
  const [seconds = '', fraction = ''] = clock.split('.')
  return `${date}T${seconds}.${fraction.padEnd(6, '0')}Z`
}
