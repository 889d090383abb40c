import { expect, test } from 'vitest'
import { createOutbox, type Outbox } from './outbox.ts'

class Full extends Error {}

const outboxOf = (lengthMax = 10) => createOutbox<number>(lengthMax, () => new Full('full'))

async function all(outbox: Outbox<number>): Promise<number[]> {
  const read: number[] = []
  for await (const message of outbox.messages) read.push(message)
  return read
}

test('what is pushed is read in order, before and after reading begins, up to the end', async () => {
  const outbox = outboxOf()
  outbox.push(1)
  const reading = all(outbox)
  outbox.push(2)
  await outbox.push(3)
  outbox.push(4)
  outbox.end()
  outbox.push(5)
  expect(await reading).toEqual([1, 2, 3, 4])
})

test('a push resolves when its message is taken and the next is asked for, not before', async () => {
  const outbox = outboxOf()
  const reader = outbox.messages[Symbol.asyncIterator]()
  let taken = false
  const pushed = outbox.push(1).then(() => {
    taken = true
  })
  expect(await reader.next()).toEqual({ value: 1, done: false })
  expect(taken).toBe(false)
  const next = reader.next()
  await pushed
  outbox.end()
  expect(await next).toEqual({ value: undefined, done: true })
})

test('a failure reaches the reader at once, whatever still waited', async () => {
  const outbox = outboxOf()
  const pushed = outbox.push(1)
  outbox.fail(new TypeError('broken'))
  outbox.end()
  await pushed
  await expect(all(outbox)).rejects.toThrow('broken')
})

test('a reader that does not read is given up when too much waits for it', async () => {
  const outbox = outboxOf(2)
  for (const message of [1, 2, 3]) outbox.push(message)
  await expect(all(outbox)).rejects.toThrow(Full)
})

test('pushes resolve when the reader stops reading', async () => {
  const outbox = outboxOf()
  const pushed = Promise.all([outbox.push(1), outbox.push(2)])
  for await (const _ of outbox.messages) break
  await pushed
  await outbox.push(3)
})
