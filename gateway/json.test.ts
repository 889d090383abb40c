import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JsonError, type JsonValue, jsonNumber, NumberText, parseJson, parseJsonTexts } from './json.ts'

const plain = (value: JsonValue): unknown => {
  if (value instanceof NumberText) return Number(value.text)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]))
}

describe('parseJson', () => {
  test('reads what JSON.parse reads, whatever the text holds', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        expect(JSON.stringify(plain(parseJson(text)))).toBe(JSON.stringify(JSON.parse(text)))
      }),
      { numRuns: 200 },
    )
  })

  test('keeps every digit of every integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (integer) => {
        const { Amount } = parseJson(`{"Amount": ${integer}}`) as { Amount: JsonValue }
        expect(BigInt(Amount instanceof NumberText ? Amount.text : (Amount as number))).toBe(integer)
      }),
    )
  })

  test.each(['1.0', '1e3', '1E-3', '-0.5', '9007199254740993', '1.093809000000000000001'])(
    'hands on %s as it was written',
    (text) => {
      expect(parseJson(`[${text}]`)).toEqual([new NumberText(text)])
    },
  )

  test('takes digits, points and braces inside of texts for what they are', () => {
    const text = '{"a":"12345678901234567890","b":"1.5e9 \\" {\\"a\\":1,\\"a\\":2}","c":5}'
    expect(parseJson(text)).toEqual({ a: '12345678901234567890', b: '1.5e9 " {"a":1,"a":2}', c: 5 })
  })

  test.each([
    ['{"Amount":1,"Amount":2}', 'Amount'],
    ['{"Amount":"x","Amount":"x"}', 'Amount'],
    ['{"Amount":1,"\\u0041mount":2}', 'Amount'],
    ['{"Rates":{"EUR":1.5,"USD":1,"EUR":2}}', 'EUR'],
    ['[{"a":[{"b":1},{"b":2}],"c":{},"a":null}]', 'a'],
  ])('refuses %s', (text, key) => {
    expect(() => parseJson(text)).toThrow(new JsonError(`the body has "${key}" twice`))
  })

  test('lets different objects have the same keys', () => {
    expect(parseJson('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }])
  })

  test.each(['', '{', '{"a":}', "{'a':1}", '{"a":01}', '{"a":NaN}', 'undefined', '{"a":1}}'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(JsonError)
  })

  test('survives nesting that no stack holds', () => {
    const deep = `${'['.repeat(200_000)}1.5${']'.repeat(200_000)}`
    expect(() => parseJson(deep)).toThrow(JsonError)
  })

  test('does not let a key reach the prototype', () => {
    const value = parseJson('{"__proto__":{"polluted":1}}') as Record<string, unknown>
    expect(value.polluted).toBeUndefined()
    expect(Object.keys(value)).toEqual(['__proto__'])
  })
})

test('parseJsonTexts hands on long integers as texts, and nothing else that is not a text', () => {
  const text = '[{"a":9007199254740993,"b":5,"c":"7","d":1.5},[-12345678901234567]]'
  const d = new NumberText('1.5')
  expect(parseJsonTexts(text)).toEqual([{ a: '9007199254740993', b: 5, c: '7', d }, ['-12345678901234567']])
  expect(() => parseJsonTexts('[{"a":1,"a":9007199254740993}]')).toThrow(new JsonError('the body has "a" twice'))
})

test('jsonNumber prints what no double holds', () => {
  expect(JSON.stringify({ Amount: jsonNumber(9223372036854775807n) })).toBe('{"Amount":9223372036854775807}')
})
