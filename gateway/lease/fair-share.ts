/** A group as one look at the database shows it. */
export interface GroupView {
  readonly id: number
  readonly epoch: bigint
  /** Active, or with queued operations that somebody must still apply. */
  readonly wanted: boolean
  readonly holderId: string | null
  readonly holderName: string | null
  /** Until the lease runs out; zero or less: it has. Null when nobody holds the group. */
  readonly remainingMs: number | null
}

/** A live processor. */
export interface ProcessorView {
  readonly id: string
  /** The one group that it wants; null: a fair share of those that no other processor names. */
  readonly number: number | null
  readonly leaving: boolean
  readonly remainingMs: number
}

export interface MeshView {
  /** In order of number. */
  readonly groups: readonly GroupView[]
  /** In order of start. */
  readonly processors: readonly ProcessorView[]
}

/** What one processor should do about the groups. */
export interface Share {
  /** Free groups to take. */
  readonly claim: readonly number[]
  /** Groups to give back when they are drained. */
  readonly yield: readonly Yield[]
  /** Why it has nothing, when it has nothing of what it wants. */
  readonly waiting: Waiting | undefined
}

export interface Yield {
  readonly group: number
  readonly reason: string
}

export interface Waiting {
  /** Undefined: any group. */
  readonly group: number | undefined
  /** Empty when nobody holds the group. */
  readonly holderName: string
  readonly reason: string
}

/**
 * Who should have what, by processor. A numbered processor should have its group. The unnumbered ones share the other
 * wanted groups so that no two differ by more than one; of those quotas the larger ones go to whoever holds the most
 * already, so that a fair distribution stays as it is. A group that is not wanted is given back.
 *
 * A leaving processor has no share, and no wish either: it gives its groups back by itself.
 */
export function fairShares({ groups, processors }: MeshView): Map<string, Share> {
  const staying = processors.filter(({ leaving }) => !leaving)
  const numbers = new Set(staying.map(({ number }) => number))
  const pool = groups.filter(({ id, wanted }) => wanted && !numbers.has(id))
  const shares = poolShares(
    pool,
    staying.filter(({ number }) => number === null),
  )
  return new Map(
    staying.map(({ id, number }) => {
      const held = groups.filter((group) => isHeldBy(group, id))
      const share = number === null ? shares.get(id) : numberedShare(number, id, groups)
      const { claim = [], surplus = [], waiting } = share ?? {}
      const kept = new Set(number === null ? pool : groups.filter((group) => group.id === number && group.wanted))
      const given = held.filter((group) => !kept.has(group)).map((group) => givenBack(group, numbers))
      return [id, { claim, yield: [...given, ...surplus], waiting }]
    }),
  )
}

interface Wish {
  readonly claim: readonly number[]
  /** What it has too much of what it may have. */
  readonly surplus: readonly Yield[]
  readonly waiting: Waiting | undefined
}

function isFree({ holderId, remainingMs }: GroupView): boolean {
  return holderId === null || remainingMs === null || remainingMs <= 0
}

function isHeldBy(group: GroupView, processorId: string): boolean {
  return group.holderId === processorId && !isFree(group)
}

function numberedShare(number: number, id: string, groups: readonly GroupView[]): Wish {
  const group = groups.find((one) => one.id === number)
  const wait = (holderName: string, reason: string): Wish => ({
    claim: [],
    surplus: [],
    waiting: { group: number, holderName, reason },
  })
  if (group === undefined) {
    return wait('', `there is no group ${number} yet: wlt_balancer --number ${number} makes groups 1 to ${number}`)
  }
  if (!group.wanted) return wait('', `group ${number} is no part of the partition, and nothing is queued for it`)
  if (isHeldBy(group, id)) return { claim: [], surplus: [], waiting: undefined }
  if (isFree(group)) return { claim: [number], surplus: [], waiting: undefined }
  const holderName = group.holderName ?? String(group.holderId)
  return wait(holderName, `group ${number} is held by ${holderName}`)
}

/**
 * Divides the pool: each processor's quota is the pool's share, and none is more than one above another. The larger
 * quotas go to those that hold the most.
 */
function poolShares(pool: readonly GroupView[], processors: readonly ProcessorView[]): Map<string, Wish> {
  const free = pool.filter(isFree).map(({ id }) => id)
  const held = Map.groupBy(
    pool.filter((group) => !isFree(group)),
    ({ holderId }) => holderId,
  )
  const heldBy = (id: string) => held.get(id) ?? []
  const holdingMost = [...processors].sort((a, b) => heldBy(b.id).length - heldBy(a.id).length)
  const quota = Math.floor(pool.length / processors.length)
  const largerQuotas = pool.length % processors.length
  return new Map(
    holdingMost.map(({ id }, place) => {
      const mine = heldBy(id)
      const own = quota + (place < largerQuotas ? 1 : 0)
      const claim = free.splice(0, Math.max(0, own - mine.length))
      const surplus = mine.slice(own).map((group) => ({ group: group.id, reason: SURPLUS }))
      const waiting = mine.length + claim.length > 0 ? undefined : waitingForAny(pool.length, own)
      return [id, { claim, surplus, waiting }]
    }),
  )
}

function waitingForAny(groups: number, quota: number): Waiting {
  const reason =
    groups === 0
      ? 'every group belongs to a processor that was started for it'
      : quota === 0
        ? `there are more processors than groups (${groups})`
        : 'every group is held, until one is given back or its lease runs out'
  return { group: undefined, holderName: '', reason }
}

const SURPLUS = 'another processor has less than its fair share'

function givenBack({ id, wanted }: GroupView, numbers: ReadonlySet<number | null>): Yield {
  if (!wanted) return { group: id, reason: 'the group is no part of the partition any more' }
  if (numbers.has(id)) return { group: id, reason: `a processor was started for group ${id}` }
  return { group: id, reason: 'the processor was started for another group' }
}
