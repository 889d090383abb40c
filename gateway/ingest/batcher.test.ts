import { describe, expect, test } from 'vitest'
import { Batcher } from './batcher.ts'

/** A batcher whose flushes end when the test says so. */
function manualBatcher(options: { batchSizeMax: number; flushesMax: number; sizeOf?: (item: number) => number }) {
  const batches: number[][] = []
  const ends: (() => void)[] = []
  const batcher = new Batcher<number>({
    sizeOf: () => 1,
    ...options,
    flush: (batch) => {
      batches.push(batch)
      return new Promise((resolve) => ends.push(resolve))
    },
  })
  return { batcher, batches, end: () => ends.shift()?.() }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a batcher', () => {
  test('flushes what arrives in one turn of the event loop together, at once when idle', async () => {
    const { batcher, batches } = manualBatcher({ batchSizeMax: 10, flushesMax: 1 })
    batcher.add(1)
    await Promise.resolve()
    batcher.add(2)
    await turn()
    expect(batches).toEqual([[1, 2]])
  })

  test('collects while flushes are under way, in order, up to the size of a batch', async () => {
    const { batcher, batches, end } = manualBatcher({ batchSizeMax: 3, flushesMax: 1 })
    batcher.add(0)
    await turn()
    for (const item of [1, 2, 3, 4, 5]) batcher.add(item)
    await turn()
    expect(batches).toEqual([[0]])
    end()
    await turn()
    await turn()
    expect(batches).toEqual([[0], [1, 2, 3]])
    end()
    await turn()
    await turn()
    expect(batches).toEqual([[0], [1, 2, 3], [4, 5]])
  })

  test('never has more flushes under way than it may', async () => {
    const { batcher, batches } = manualBatcher({ batchSizeMax: 1, flushesMax: 2 })
    for (const item of [1, 2, 3, 4]) batcher.add(item)
    for (let i = 0; i < 10; i += 1) await turn()
    expect(batches).toEqual([[1], [2]])
  })

  test('starts another flush beside one only when as many items wait as that one holds', async () => {
    const { batcher, batches, end } = manualBatcher({ batchSizeMax: 10, flushesMax: 2 })
    for (const item of [1, 2, 3]) batcher.add(item)
    await turn()
    for (const item of [4, 5]) batcher.add(item)
    await turn()
    expect(batches).toEqual([[1, 2, 3]])
    batcher.add(6)
    await turn()
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    batcher.add(7)
    end()
    await turn()
    expect(batches).toHaveLength(2)
    end()
    await turn()
    await turn()
    expect(batches.at(-1)).toEqual([7])
  })

  test('adds up sizes; an item that is larger than a batch goes by itself', async () => {
    const { batcher, batches, end } = manualBatcher({ batchSizeMax: 5, flushesMax: 1, sizeOf: (item) => item })
    for (const item of [2, 3, 4, 9, 1, 1]) batcher.add(item)
    expect(batcher.pending).toBe(20)
    await turn()
    for (let i = 0; i < 3; i += 1) {
      end()
      await turn()
      await turn()
    }
    expect(batches).toEqual([[2, 3], [4], [9], [1, 1]])
    expect(batcher.pending).toBe(2)
  })

  test('starts another flush beside one when as much waits, whatever the number of items', async () => {
    const { batcher, batches } = manualBatcher({ batchSizeMax: 100, flushesMax: 2, sizeOf: (item) => item })
    batcher.add(10)
    await turn()
    batcher.add(4)
    batcher.add(5)
    await turn()
    expect(batches).toEqual([[10]])
    batcher.add(1)
    await turn()
    expect(batches).toEqual([[10], [4, 5, 1]])
  })

  test('counts what waits and what is under way, and tells when nothing is', async () => {
    const { batcher, end } = manualBatcher({ batchSizeMax: 1, flushesMax: 1 })
    await batcher.drained()
    batcher.add(1)
    batcher.add(2)
    await turn()
    expect(batcher.pending).toBe(2)
    const drained = batcher.drained()
    end()
    await turn()
    expect(batcher.pending).toBe(1)
    await turn()
    end()
    await drained
    expect(batcher.pending).toBe(0)
  })
})
