import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { operationIds } from './operation-ids.ts'

test('ids of operations are UUIDs of version 7, each greater than the one before', () => {
  const next = operationIds()
  const startMs = Date.now()
  const ids = Array.from({ length: 10_000 }, next)
  for (const id of ids) expect([validate(id), version(id)]).toEqual([true, 7])
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(ids.toSorted())
  const msecs = Number.parseInt(ids[0]?.replace('-', '').slice(0, 12) ?? '', 16)
  expect(msecs).toBeGreaterThanOrEqual(startMs)
  expect(msecs).toBeLessThanOrEqual(Date.now())
})

test('two gateways do not make the same ids in the same millisecond', () => {
  const [one, other] = [operationIds(), operationIds()]
  const ids = Array.from({ length: 5_000 }, () => [one(), other()]).flat()
  expect(new Set(ids).size).toBe(ids.length)
})
