import { expect, test } from 'vitest'
import { Gate } from './gate.ts'

const never = new AbortController().signal

test('a gate lets everybody through until it is closed, and then once somebody is there', async () => {
  let probes = 0
  const gate = new Gate({
    probe: async () => {
      probes += 1
      if (probes === 1) throw new Error('nobody')
      return probes >= 3
    },
    random: () => 0,
  })
  expect(await gate.opened(0, never)).toBe(true)
  gate.close()
  gate.close()
  expect(await Promise.all(Array.from({ length: 50 }, () => gate.opened(20_000, never)))).toEqual(Array(50).fill(true))
  expect(probes).toBe(3)
  await gate.stop()
})

test('who waits at a gate is told when it takes too long, is aborted, or ends', async () => {
  const gate = new Gate({ probe: async () => false, random: () => 0 })
  gate.close()
  expect(await gate.opened(1, never)).toBe(false)
  const aborting = new AbortController()
  const waits = [gate.opened(20_000, aborting.signal), gate.opened(20_000, never)]
  aborting.abort()
  expect(await waits[0]).toBe(false)
  await gate.stop()
  expect(await waits[1]).toBe(false)
})
