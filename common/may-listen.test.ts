import { pino } from 'pino'
import { expect, test } from 'vitest'
import { assertMayListen, type Listening } from './may-listen.ts'

/** The warning, or the refusal. */
function verdict(changes: Partial<Listening>): string | undefined {
  const said: string[] = []
  const log = pino({}, { write: (line: string) => said.push(JSON.parse(line).msg) })
  const address = { host: '0.0.0.0', port: 4567 }
  const open = { address, setting: 'ip', allowInsecure: false, has: { tls: false, auth: false } }
  try {
    assertMayListen({ ...open, ...changes }, log)
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`
  }
  return said.at(-1)
}

test.each([
  [{ tls: false, auth: false }, 'TLS (tls.cert) and authentication'],
  [{ tls: true, auth: false }, 'authentication'],
  [{ tls: false, auth: true }, 'TLS (tls.cert)'],
])('an address that other machines reach with %j lacks %s', (has, missing) => {
  const problem = `ip 0.0.0.0:4567 can be reached from other machines without ${missing}`
  expect(verdict({ has })).toBe(`refused: ${problem}: name a loopback address, or set allowInsecure`)
  expect(verdict({ has, allowInsecure: true })).toBe(
    `${problem}, and allowInsecure is set: whoever reaches it can do everything`,
  )
})

test('TLS and authentication together open an address without a warning', () => {
  const has = { tls: true, auth: true }
  expect(verdict({ has })).toBeUndefined()
  expect(verdict({ has, allowInsecure: true })).toBeUndefined()
})

test('a loopback address needs neither', () => {
  expect(verdict({ address: { host: '127.0.0.1', port: 0 } })).toBeUndefined()
})
