/** A time as RFC 3339 in UTC, in SQL, whatever the session's zone. */
export function utcText(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
