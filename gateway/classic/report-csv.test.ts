import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { ReportCsv } from './report-csv.ts'

const HEADER = 'type,amount,currency,created_at\n'

async function rewritten(...chunks: readonly string[]): Promise<string> {
  const csv = new ReportCsv()
  for (const chunk of chunks) csv.write(Buffer.from(chunk))
  csv.end()
  return text(csv)
}

describe('the CSV of a report', () => {
  test.each([
    ['t,5,EUR,2026-01-02 10:00:00.000001', 'in,5,EUR,2026-01-02T10:00:00.000001Z'],
    ['f,5,EUR,2026-01-02 10:00:00', 'out,5,EUR,2026-01-02T10:00:00.000000Z'],
    ['f,9223372036854775807,USD,2026-01-02 10:00:00.12', 'out,9223372036854775807,USD,2026-01-02T10:00:00.120000Z'],
    ['t,1,USD,2026-01-02 10:00:00+07', 'in,1,USD,2026-01-02T10:00:00.000000+07:00'],
    ['t,1,USD,2026-01-02 10:00:00.5-03:30', 'in,1,USD,2026-01-02T10:00:00.500000-03:30'],
    ['t,1,USD,1890-01-02 10:00:00.5+00:53:28', 'in,1,USD,1890-01-02T10:00:00.500000+00:53'],
    ['t,1,USD,12026-01-02 10:00:00', 'in,1,USD,12026-01-02T10:00:00.000000Z'],
  ])('has of %s the line %s', async (copied, line) => {
    expect(await rewritten(`${copied}\n`)).toBe(`${HEADER}${line}\n`)
  })

  test('is the same wherever chunks are cut', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${i % 2 ? 't' : 'f'},${i},USD,2026-01-02 10:00:0${i % 10}\n`)
    const whole = lines.join('')
    const expected = await rewritten(whole)
    expect(expected.split('\n')).toHaveLength(52)
    for (let size = 1; size < 80; size += 1) {
      const chunks = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      expect(await rewritten(...chunks)).toBe(expected)
    }
  })

  test('of the shortest lines, all of which grow as much as any, fits', async () => {
    const line = 'f,1,USD,2026-01-02 10:00:00+07\n'
    expect(await rewritten(line.repeat(3))).toBe(HEADER + 'out,1,USD,2026-01-02T10:00:00.000000+07:00\n'.repeat(3))
  })

  test('of nothing is the header', async () => {
    expect(await rewritten()).toBe(HEADER)
  })

  test('that ends within a line is an error', async () => {
    await expect(rewritten('t,1,USD,2026')).rejects.toThrow('in the middle of a line')
  })
})
