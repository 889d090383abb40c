const MS_PER_UNIT = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const
const DURATION = /^(?<count>0|[1-9]\d{0,11})(?<unit>ms|s|m|h)$/

/** Reads `250ms`, `1s`, `30m` or `2h` as milliseconds. Undefined when the text is not a whole count and one unit. */
export function parseDuration(text: string): number | undefined {
  const { count, unit } = DURATION.exec(text)?.groups ?? {}
  if (count === undefined || !isUnit(unit)) return undefined
  return Number(count) * MS_PER_UNIT[unit]
}

/** Writes whole milliseconds (0 or more) in the largest unit that divides them: 90000 is `90s`. */
export function formatDuration(ms: number): string {
  for (const [unit, msPerUnit] of Object.entries(MS_PER_UNIT)) {
    if (ms > 0 && ms % msPerUnit === 0) return `${ms / msPerUnit}${unit}`
  }
  return `${ms}ms`
}

function isUnit(text: string | undefined): text is keyof typeof MS_PER_UNIT {
  return text !== undefined && Object.hasOwn(MS_PER_UNIT, text)
}
