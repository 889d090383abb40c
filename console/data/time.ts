const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})
const DATE_TIME = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** Today's times without the day, others with it; where the browser is. */
export function shortTime(time: string): string {
  const date = new Date(time)
  return date.toDateString() === new Date().toDateString() ? TIME.format(date) : DATE_TIME.format(date)
}

export function longTime(time: string): string {
  return DATE_TIME.format(new Date(time))
}

/** Such as 12 ms, 3.4 s, 5 min. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return ms < 86_400_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} d`
}

/** Such as `in 4 min` or `3 s ago`. */
export function relative(time: string, nowMs: number): string {
  const ms = new Date(time).getTime() - nowMs
  return ms >= 0 ? `in ${duration(ms)}` : `${duration(-ms)} ago`
}

const MINUTES = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false })
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' })

/** As fine as a chart over so much time needs. */
export function axisTime(atMs: number, spanMs: number): string {
  if (spanMs < 5 * 60_000) return TIME.format(atMs)
  return spanMs < 2 * 86_400_000 ? MINUTES.format(atMs) : DAY.format(atMs)
}
