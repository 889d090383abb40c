import { longTime, shortTime } from '../data/time.ts'

/** An instant, as the browser's place has it; the exact one in UTC behind it. */
export function Time({ at, isLong = false }: { at: string; isLong?: boolean }) {
  return (
    <time dateTime={at} title={at}>
      {isLong ? longTime(at) : shortTime(at)}
    </time>
  )
}
