import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventParser } from './event-parser.ts'

const TEXT = [
  'id: 1.4a\nevent: operation\ndata: {"id":"a: b"}\n\n',
  ': \n\n',
  'event: operation\r\ndata: {"id":"c"}\r\n\r\n',
  'event: rates\ndata: one\ndata: two\n\n',
  'data:plain\n\n',
  'event: nothing\n\n',
].join('')

const EVENTS = [
  { type: 'operation', data: '{"id":"a: b"}', id: '1.4a' },
  { type: 'operation', data: '{"id":"c"}', id: undefined },
  { type: 'rates', data: 'one\ntwo', id: undefined },
  { type: 'message', data: 'plain', id: undefined },
]

test('events are the same wherever the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), TEXT.length]
      const parse = createEventParser()
      const events = places.slice(1).flatMap((end, i) => parse(TEXT.slice(places[i], end)))
      expect(events).toEqual(EVENTS)
    }),
  )
})

test('an event that was begun is not told', () => {
  expect(createEventParser()('event: operation\ndata: {}\n')).toEqual([])
})

test('a line without an end does not fill the memory', () => {
  const parse = createEventParser(100)
  expect(() => parse(`data: ${'x'.repeat(200)}`)).toThrow(RangeError)
})
