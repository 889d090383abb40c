import { expect, test, vi } from 'vitest'
import { createCoalescer } from './coalescer.ts'

function collect(intervalMs: number) {
  const passed: number[][] = []
  const times: number[] = []
  const coalescer = createCoalescer({
    intervalMs,
    async flush(groups) {
      passed.push(groups)
      times.push(performance.now())
    },
  })
  return { passed, times, coalescer }
}

test('what comes within one turn of the event loop is passed on once, each group once', async () => {
  const { passed, coalescer } = collect(1)
  for (let i = 0; i < 10_000; i += 1) coalescer.add(1 + (i % 3))
  expect(passed).toEqual([])
  await vi.waitFor(() => expect(passed).toEqual([[1, 2, 3]]))
})

test('what comes later is passed on too, an interval after the one before', async () => {
  const { passed, times, coalescer } = collect(30)
  coalescer.add(1)
  await expect.poll(() => passed.length, { interval: 1 }).toBe(1)
  coalescer.add(2)
  coalescer.add(1)
  await expect.poll(() => passed, { interval: 1 }).toEqual([[1], [2, 1]])
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(29)
  await vi.waitFor(() => {
    coalescer.add(3)
    expect(passed.length).toBe(3)
  })
})

test('it gathers while the one before is not passed on yet', async () => {
  const slow = Promise.withResolvers<void>()
  const passed: number[][] = []
  const coalescer = createCoalescer({
    intervalMs: 1,
    flush(groups) {
      passed.push(groups)
      return passed.length === 1 ? slow.promise : Promise.resolve()
    },
  })
  coalescer.add(1)
  await vi.waitFor(() => expect(passed).toEqual([[1]]))
  coalescer.add(2)
  coalescer.add(3)
  slow.resolve()
  await vi.waitFor(() => expect(passed).toEqual([[1], [2, 3]]))
})

test('nothing is passed on after it was closed', async () => {
  const { passed, coalescer } = collect(1)
  coalescer.add(1)
  coalescer.close()
  coalescer.add(2)
  const later = collect(1)
  later.coalescer.add(3)
  await vi.waitFor(() => expect(later.passed).toEqual([[3]]))
  expect(passed).toEqual([])
})
