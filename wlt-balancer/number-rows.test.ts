import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NumberRows } from './number-rows.ts'

describe('reading what COPY sends', () => {
  it('yields the rows, wherever the chunks end and however many rows there are', () => {
    const row = fc.tuple(fc.maxSafeNat(), fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
    fc.assert(
      fc.property(fc.array(row), fc.array(fc.nat({ max: 40 })), (rows, cuts) => {
        const bytes = Buffer.from(rows.map((fields) => `${fields.join('\t')}\n`).join(''))
        const read: number[][] = []
        const parser = new NumberRows(3, (fields) => read.push([...fields]))
        let start = 0
        for (const length of cuts) {
          parser.push(bytes.subarray(start, start + length))
          start += length
        }
        parser.push(bytes.subarray(start))
        expect(read).toEqual(rows)
      }),
    )
  })

  it('refuses anything else', () => {
    expect(() => new NumberRows(2, () => {}).push(Buffer.from('-1\t1\n'))).toThrow('byte 45')
    expect(() => new NumberRows(2, () => {}).push(Buffer.from('1\n'))).toThrow('a row of 2 numbers has 1')
  })
})
