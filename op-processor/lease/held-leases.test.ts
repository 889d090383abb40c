import { beforeEach, expect, test } from 'vitest'
import type { Clock } from './clock.ts'
import { createHeldLeases, type HeldLeases, type Lease } from './held-leases.ts'

let nowMs: number
let told: unknown[]
let given: Lease[]
let leases: HeldLeases
const clock: Clock = { nowMs: () => nowMs, after: () => () => {} }

beforeEach(() => {
  nowMs = 1_000
  told = []
  given = []
  leases = createHeldLeases(clock, {
    granted(lease) {
      given.push(lease)
      told.push(['granted', lease.group, lease.epoch])
    },
    revoked: (group, lost) => told.push([lost ? 'lost' : 'asked back', group]),
  })
})

const lease = (group: number, epoch: number) => ({ group, epoch: BigInt(epoch) })

test('a lease is valid until its time is over by our own clock, and not a moment longer', () => {
  leases.granted(lease(1, 5), 2_000)
  expect(told).toEqual([['granted', 1, 5n]])
  nowMs = 1_999
  expect(given[0]?.isValid()).toBe(true)
  nowMs = 2_000
  expect(given[0]?.isValid()).toBe(false)
  expect(leases.valid()).toEqual([])
  leases.expire()
  leases.expire()
  expect(told.slice(1)).toEqual([['lost', 1]])
})

test('a renewal makes it last longer, an older one does not make it shorter', () => {
  leases.granted(lease(1, 5), 2_000)
  leases.renewed([lease(1, 5)], 3_000)
  leases.granted(lease(1, 5), 2_500)
  nowMs = 2_900
  expect(given.map((one) => one.isValid())).toEqual([true])
  expect(told).toHaveLength(1)
  expect(leases.nextExpiryMs()).toBe(3_000)
})

test('after a pause beyond the lease time nothing is valid, before anything else is heard', () => {
  leases.granted(lease(1, 5), 2_000)
  nowMs = 9_000
  expect(given[0]?.isValid()).toBe(false)
  leases.renewed([lease(1, 5)], 12_000)
  expect(told).toEqual([
    ['granted', 1, 5n],
    ['lost', 1],
    ['granted', 1, 5n],
  ])
  expect(given.map((one) => one.isValid())).toEqual([false, true])
})

test('an answer that comes so late that its lease time is over gives nothing', () => {
  leases.renewed([lease(1, 5)], 900)
  leases.granted(lease(2, 1), 1_000)
  expect(told).toEqual([])
})

test('the same group under a higher epoch is a loss and a new lease; a lower one is news of old', () => {
  leases.granted(lease(1, 5), 2_000)
  leases.renewed([lease(1, 7)], 2_100)
  leases.renewed([lease(1, 6)], 2_200)
  expect(told).toEqual([
    ['granted', 1, 5n],
    ['lost', 1],
    ['granted', 1, 7n],
  ])
  expect(given.map((one) => one.isValid())).toEqual([false, true])
  expect(leases.nextExpiryMs()).toBe(2_100)
})

test('a group is asked back once, and stays valid until it is released', () => {
  leases.granted(lease(1, 5), 2_000)
  leases.askedBack(1)
  leases.askedBack(1)
  leases.askedBack(2)
  expect(told.slice(1)).toEqual([['asked back', 1]])
  expect(given[0]?.isValid()).toBe(true)
})

test('a released group is not valid from then on, and an answer that crossed the release does not bring it back', async () => {
  leases.granted(lease(1, 5), 2_000)
  const { keys, answered } = leases.release([1, 1, 9])
  expect(keys).toEqual([lease(1, 5)])
  expect(given[0]?.isValid()).toBe(false)
  expect(leases.renewed([lease(1, 5)], 3_000)).toEqual([lease(1, 5)])
  expect(leases.valid()).toEqual([])
  leases.released([lease(1, 5)])
  await answered
  leases.granted(lease(1, 6), 3_000)
  expect(leases.valid()).toMatchObject([lease(1, 6)])
  expect(told).toEqual([
    ['granted', 1, 5n],
    ['granted', 1, 6n],
  ])
})

test('waiting for a release ends when the lease would have run out, or nobody answers any more', async () => {
  leases.granted(lease(1, 5), 2_000)
  leases.granted(lease(2, 5), 9_000)
  const first = leases.release([1])
  const second = leases.release([2])
  expect(leases.nextExpiryMs()).toBe(2_000)
  nowMs = 2_000
  leases.expire()
  await first.answered
  leases.settle()
  await second.answered
})

test('who takes no more keeps what it has, and gives up what is granted all the same without being told', () => {
  leases.granted(lease(1, 5), 2_000)
  leases.takeNoMore()
  expect(leases.renewed([lease(1, 5), lease(2, 1)], 3_000)).toEqual([lease(2, 1)])
  expect(leases.granted(lease(3, 1), 3_000)).toEqual([lease(3, 1)])
  expect(leases.valid()).toMatchObject([lease(1, 5)])
  nowMs = 3_000
  // What ran out is not taken up again either.
  expect(leases.renewed([lease(1, 5)], 4_000)).toEqual([lease(1, 5)])
  expect(told).toEqual([
    ['granted', 1, 5n],
    ['lost', 1],
  ])
})

test('what ran out since the last look is due at once, so that whoever waits for it is told', async () => {
  leases.granted(lease(1, 5), 2_000)
  leases.granted(lease(2, 5), 2_000)
  const { answered } = leases.release([1])
  nowMs = 1_999.9
  leases.expire()
  nowMs = 2_000.1
  expect(leases.nextExpiryMs()).toBe(2_000)
  leases.expire()
  await answered
  expect(told.at(-1)).toEqual(['lost', 2])
  expect(leases.nextExpiryMs()).toBeUndefined()
})
