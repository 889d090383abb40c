import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fairShares, type GroupView, type MeshView, type ProcessorView } from './fair-share.ts'

const TTL_MS = 5_000

/** Groups 1, 2, … by holder; '' is a free group, '!' after the holder a lease that ran out. */
function groups(...holders: string[]): GroupView[] {
  return holders.map((holder, place) => {
    const holderId = holder.replace('!', '') || null
    const remainingMs = holderId === null ? null : holder.endsWith('!') ? -1 : TTL_MS
    return { id: place + 1, epoch: 1n, wanted: true, holderId, holderName: holderId, remainingMs }
  })
}

/** 'a' wants any share, 'a:3' group 3, 'a-' is leaving. */
function processors(...names: string[]): ProcessorView[] {
  return names.map((name) => {
    const [id = '', number] = name.replace('-', '').split(':')
    return { id, number: number ? Number(number) : null, leaving: name.endsWith('-'), remainingMs: TTL_MS }
  })
}

function sharesOf(mesh: MeshView) {
  return Object.fromEntries(
    [...fairShares(mesh)].map(([id, { claim, yield: back, waiting }]) => [
      id,
      { claim, back: back.map(({ group }) => group), waiting: waiting?.reason },
    ]),
  )
}

test('a processor alone claims every free group', () => {
  const shares = sharesOf({ groups: groups('', 'gone!', ''), processors: processors('a') })
  expect(shares).toEqual({ a: { claim: [1, 2, 3], back: [], waiting: undefined } })
})

test('processors that start together claim different groups, to within one of each other', () => {
  const shares = sharesOf({ groups: groups('', '', '', '', ''), processors: processors('a', 'b') })
  expect(shares).toMatchObject({ a: { claim: [1, 2, 3] }, b: { claim: [4, 5] } })
})

test('who has more than a fair share gives back exactly the surplus', () => {
  const shares = sharesOf({ groups: groups('a', 'a', 'a', 'a', 'a'), processors: processors('b', 'a') })
  expect(shares).toMatchObject({
    a: { claim: [], back: [4, 5] },
    b: { claim: [], back: [], waiting: 'every group is held, until one is given back or its lease runs out' },
  })
})

test('a distribution that is fair stays as it is, whoever has the odd group', () => {
  for (const holders of [
    ['a', 'a', 'b'],
    ['a', 'b', 'b'],
    ['a', 'b', 'b', 'c', 'c'],
  ]) {
    const shares = sharesOf({
      groups: groups(...holders),
      processors: processors('a', 'b', ...(holders.includes('c') ? ['c'] : [])),
    })
    for (const share of Object.values(shares)) expect(share).toEqual({ claim: [], back: [], waiting: undefined })
  }
})

test('a numbered processor wants its group alone, and gets it from whoever shares', () => {
  const shares = sharesOf({ groups: groups('a', 'a', ''), processors: processors('a', 'n:2') })
  expect(shares).toEqual({
    a: { claim: [3], back: [2], waiting: undefined },
    n: { claim: [], back: [], waiting: 'group 2 is held by a' },
  })
})

test('a numbered processor gives back what is not its group', () => {
  expect(sharesOf({ groups: groups('n', 'n'), processors: processors('n:2') })).toMatchObject({ n: { back: [1] } })
})

test('a second processor for a group waits for the first, and claims when its lease ran out', () => {
  const both = processors('n:1', 'm:1')
  expect(sharesOf({ groups: groups('n'), processors: both })).toMatchObject({
    n: { claim: [], back: [], waiting: undefined },
    m: { claim: [], waiting: 'group 1 is held by n' },
  })
  expect(sharesOf({ groups: groups('n!'), processors: processors('m:1') })).toMatchObject({ m: { claim: [1] } })
})

test('a processor for a group that does not exist is told how groups are made', () => {
  const shares = sharesOf({ groups: groups(''), processors: processors('n:7') })
  expect(shares).toEqual({
    n: { claim: [], back: [], waiting: 'there is no group 7 yet: wlt_balancer --number 7 makes groups 1 to 7' },
  })
})

test('a group that is not wanted is claimed by nobody and given back', () => {
  const [first, second] = groups('a', '')
  if (first === undefined || second === undefined) throw new Error('two groups')
  const unwanted = [
    { ...first, wanted: false },
    { ...second, wanted: false },
  ]
  expect(sharesOf({ groups: unwanted, processors: processors('a', 'n:2') })).toMatchObject({
    a: { claim: [], back: [1] },
    n: { claim: [], waiting: 'group 2 is no part of the partition, and nothing is queued for it' },
  })
})

test('a leaving processor has no share, and counts in nobody else’s', () => {
  const shares = sharesOf({ groups: groups('a', 'a', '', ''), processors: processors('a-', 'b', 'n:1-') })
  expect(shares).toEqual({ b: { claim: [3, 4], back: [], waiting: undefined } })
})

test('more processors than groups: the rest wait and are told so', () => {
  const shares = sharesOf({ groups: groups('a'), processors: processors('a', 'b') })
  expect(shares).toMatchObject({ b: { claim: [], waiting: 'there are more processors than groups (1)' } })
})

const mesh = fc
  .record({
    processors: fc.array(fc.record({ number: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 4 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
    groups: fc.array(
      fc.record({ wanted: fc.boolean(), holder: fc.integer({ min: -1, max: 6 }), lapsed: fc.boolean() }),
      {
        maxLength: 9,
      },
    ),
  })
  .map(
    (drawn): MeshView => ({
      processors: drawn.processors.map(({ number }, place) => ({
        id: `p${place}`,
        number,
        leaving: false,
        remainingMs: TTL_MS,
      })),
      groups: drawn.groups.map(({ wanted, holder, lapsed }, place) => ({
        id: place + 1,
        epoch: 1n,
        wanted,
        holderId: holder < 0 ? null : `p${holder}`,
        holderName: null,
        // Whoever is not alive has no valid lease for long.
        remainingMs: holder < 0 ? null : lapsed || holder >= drawn.processors.length ? 0 : TTL_MS,
      })),
    }),
  )

/** Everybody does what their share says. */
function obey({ groups, processors }: MeshView): MeshView {
  const shares = fairShares({ groups, processors })
  const given = new Set([...shares.values()].flatMap((share) => share.yield.map(({ group }) => group)))
  const claimed = new Map([...shares].flatMap(([id, { claim }]) => claim.map((group) => [group, id])))
  return {
    processors,
    groups: groups.map((group) => {
      const holderId = claimed.get(group.id) ?? (given.has(group.id) ? null : group.holderId)
      const remainingMs = claimed.has(group.id) ? TTL_MS : holderId === null ? null : group.remainingMs
      return { ...group, holderId, remainingMs }
    }),
  }
}

test('from any state the mesh settles in two steps: every wanted group held, shares fair, nothing moves any more', () => {
  fc.assert(
    fc.property(mesh, (start) => {
      const settled = obey(obey(start))
      expect(obey(settled)).toEqual(settled)
      const holding = (id: string) =>
        settled.groups.filter(({ holderId, remainingMs }) => holderId === id && remainingMs)
      const numbers = settled.processors.map(({ number }) => number)
      const sharing = settled.processors.filter(({ number }) => number === null)
      const counts = sharing.map(({ id }) => holding(id).length)
      expect(Math.max(...counts) - Math.min(...counts)).toSatisfy((spread: number) => spread <= 1)
      for (const { id, number } of settled.processors) {
        if (number !== null) expect(holding(id).every((group) => group.id === number)).toBe(true)
      }
      for (const { id, wanted, holderId, remainingMs } of settled.groups) {
        const isHeld = holderId !== null && (remainingMs ?? 0) > 0
        expect(isHeld).toBe(wanted && (numbers.includes(id) || sharing.length > 0))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('no group is claimed twice, and none that is held', () => {
  fc.assert(
    fc.property(mesh, (view) => {
      const numbers = new Set(view.processors.map(({ number }) => number))
      const shares = [...fairShares(view)].filter(
        ([id]) => view.processors.find((one) => one.id === id)?.number === null,
      )
      const claims = shares.flatMap(([, { claim }]) => claim)
      expect(new Set(claims).size).toBe(claims.length)
      for (const group of claims) {
        const { holderId, remainingMs } = view.groups[group - 1] ?? {}
        expect(holderId === null || (remainingMs ?? 0) <= 0).toBe(true)
        expect(numbers.has(group)).toBe(false)
      }
    }),
    { numRuns: 1_000 },
  )
})
