/** A plan in the making: where every item (a wallet, by its index) is today and where it is to go. */
export interface Draft {
  /** Today's group ids, 1 and up; an id above groupCount is of a group that is to vanish. */
  readonly present: Uint32Array
  readonly weights: Uint32Array
  /** Wallets of no weight that are no items, by group from 1 on. */
  readonly idle: ArrayLike<number>
  /** The groups to be: 1 to groupCount. */
  readonly groupCount: number
  /** The new group id of an item that moves; 0 for one that stays. */
  readonly moveTo: Uint16Array
}

/** What each group carries, by row: groups 1 to groupCount in the first rows, then vanishing ones in the order of their ids. */
export interface GroupLoads {
  readonly ids: Uint32Array
  /** Sum of weights. */
  readonly loads: Float64Array
  readonly wallets: Uint32Array
  /** Largest weight of one item. */
  readonly hottest: Uint32Array
}

/** Adds up every group as it stands with the moves drafted so far. */
export function groupLoads(draft: Draft): GroupLoads {
  const ids = groupIds(draft)
  const vanishing = new Map<number, number>()
  for (let row = draft.groupCount; row < ids.length; row++) vanishing.set(ids[row] as number, row)
  const loads = new Float64Array(ids.length)
  const wallets = Uint32Array.from(ids, (id) => draft.idle[id - 1] ?? 0)
  const hottest = new Uint32Array(ids.length)
  for (let item = 0; item < draft.present.length; item++) {
    const id = (draft.moveTo[item] as number) || (draft.present[item] as number)
    const row = id <= draft.groupCount ? id - 1 : (vanishing.get(id) as number)
    const weight = draft.weights[item] as number
    loads[row] = (loads[row] as number) + weight
    wallets[row] = (wallets[row] as number) + 1
    if (weight > (hottest[row] as number)) hottest[row] = weight
  }
  return { ids, loads, wallets, hottest }
}

function groupIds({ present, groupCount, moveTo }: Draft): Uint32Array {
  const vanishing = new Set<number>()
  for (let item = 0; item < present.length; item++) {
    const id = present[item] as number
    if (id > groupCount && moveTo[item] === 0) vanishing.add(id)
  }
  const ids = Array.from({ length: groupCount }, (_, row) => row + 1)
  return Uint32Array.from([...ids, ...[...vanishing].sort((a, b) => a - b)])
}

/** The weights of the items that fulfil the condition; 0 for all others, which keeps them out of a ranking. */
export function weightsOf(draft: Draft, condition: (item: number) => boolean): Uint32Array {
  const weights = new Uint32Array(draft.weights.length)
  for (let item = 0; item < weights.length; item++) {
    if (condition(item)) weights[item] = draft.weights[item] as number
  }
  return weights
}
