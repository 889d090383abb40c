import { beforeEach, describe, expect, test } from 'vitest'
import { type KeptOptions, kept } from './kept.ts'

let nowMs: number
let reads: PromiseWithResolvers<number>[]

beforeEach(() => {
  nowMs = 0
  reads = []
})

function keeping(options: Partial<KeptOptions<number>> = {}): () => Promise<number> {
  const read = () => {
    const one = Promise.withResolvers<number>()
    reads.push(one)
    return one.promise
  }
  return kept({ read, keptMs: 500, timeShareMax: 0.1, staleMs: 0, nowMs: () => nowMs, ...options })
}

describe('a value that is kept', () => {
  test('is read once for all who ask at once, and not again before its time', async () => {
    const get = keeping()
    const asked = [get(), get(), get()]
    reads[0]?.resolve(1)
    expect(await Promise.all(asked)).toEqual([1, 1, 1])
    nowMs = 499
    expect(await get()).toBe(1)
    expect(reads).toHaveLength(1)
    nowMs = 500
    const again = get()
    reads[1]?.resolve(2)
    expect(await again).toBe(2)
  })

  test('is kept for longer the longer it takes to read', async () => {
    const get = keeping()
    const first = get()
    nowMs = 300
    reads[0]?.resolve(1)
    await first
    nowMs = 2_999
    expect(await get()).toBe(1)
    nowMs = 3_000
    void get()
    expect(reads).toHaveLength(2)
  })

  test('is handed out while another one is read, up to its age', async () => {
    const get = keeping({ staleMs: 10_000 })
    const first = get()
    reads[0]?.resolve(1)
    await first
    nowMs = 10_000
    expect(await get()).toBe(1)
    nowMs = 10_001
    const waiting = get()
    reads[1]?.resolve(2)
    expect(await waiting).toBe(2)
    expect(reads).toHaveLength(2)
  })

  test('is asked for again after it could not be read', async () => {
    const get = keeping()
    const first = get()
    reads[0]?.reject(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    const second = get()
    reads[1]?.resolve(2)
    expect(await second).toBe(2)
  })
})
