import { describe, expect, test } from 'vitest'
import { failureOf, readLogLine } from './child-log.ts'

describe('a line of a child', () => {
  test('keeps its message and details, without what everybody knows', () => {
    const record = { level: 40, time: 1, pid: 2, part: 'gateway', name: 'gateway', group: 7, msg: 'late' }
    expect(readLogLine(JSON.stringify(record))).toEqual({ level: 'warn', text: 'late group=7' })
  })

  test('tells the reason of an error without its stack', () => {
    const err = { type: 'Error', message: 'refused', stack: 'Error: refused\n    at …' }
    expect(readLogLine(JSON.stringify({ level: 50, msg: 'cannot apply', err }))).toEqual({
      level: 'error',
      text: 'cannot apply: refused',
    })
  })

  test.each([10, 20, 30])('of level %i is information', (level) => {
    expect(readLogLine(JSON.stringify({ level, msg: 'x' })).level).toBe('info')
  })

  test.each(['gateway: port 4567 is taken', '{"level":', '{', ''])(
    'that is no record is shown as it is: %j',
    (line) => {
      expect(readLogLine(line)).toEqual({ level: 'error', text: line })
    },
  )
})

describe('the failure of a child', () => {
  test('is the message of an uncaught error', () => {
    const lines = [
      'file:///x.ts:1',
      'throw new Error("boom")',
      '      ^',
      '',
      'Error: boom',
      '    at x',
      '',
      'Node.js v24.0.0',
    ]
    expect(failureOf(lines)).toBe('Error: boom')
  })

  test('is the last thing that it said, not a warning before', () => {
    const warning = JSON.stringify({ level: 40, msg: 'slow' })
    expect(failureOf(['gateway: port 4567 is taken', warning])).toBe('gateway: port 4567 is taken')
    expect(failureOf([warning])).toBeUndefined()
  })
})
