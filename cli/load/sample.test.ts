import { expect, test } from 'vitest'
import { Sample } from './sample.ts'

const accepted = (i: number) => ({ operationId: String(i), payment: { origin: null, target: 0, amountMicros: 1n } })

test('a sample keeps everything while there is room', () => {
  const sample = new Sample(3, Math.random)
  for (let i = 0; i < 3; i += 1) sample.offer(accepted(i))
  expect(sample.kept.map(({ operationId }) => operationId)).toEqual(['0', '1', '2'])
  expect(sample.isComplete).toBe(true)
})

test('a sample of more keeps each with the same chance', () => {
  const counts = new Array<number>(10).fill(0)
  for (let run = 0; run < 20_000; run += 1) {
    const sample = new Sample(2, Math.random)
    for (let i = 0; i < 10; i += 1) sample.offer(accepted(i))
    expect(sample.isComplete).toBe(false)
    for (const { operationId } of sample.kept) counts[Number(operationId)] = (counts[Number(operationId)] ?? 0) + 1
  }
  // 4,000 each; a standard deviation is 57.
  for (const count of counts) expect(Math.abs(count - 4_000)).toBeLessThan(400)
})
