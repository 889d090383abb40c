import { bestAssignment } from './assignment.ts'
import { type Draft, groupLoads } from './draft.ts'
import type { Partition } from './partition.ts'

/**
 * Fills the groups that have no wallet yet as the target partition fills them. The target's groups are first named after
 * today's groups so that as much load as possible (among equals: as many wallets) keeps its group's name; the others are
 * the new groups. A target group holds a fair share of the load and of the wallets and takes them from everywhere, so the
 * groups that give stay balanced among themselves; and from a single group the target comes into being in full.
 *
 * Nothing is adopted where the target's largest new group would be larger than any group of today.
 */
export function adoptNewGroups(draft: Draft, target: Partition): void {
  const today = groupLoads(draft)
  const isNew = (id: number) => id <= draft.groupCount && today.wallets[id - 1] === 0
  if (!today.ids.some(isNew)) return
  const nameOf = namesByOverlap(draft, target)
  const largestToday = today.loads.reduce((largest, load) => Math.max(largest, load), 0)
  if (target.sums.some((sum, group) => isNew(nameOf[group] as number) && sum > largestToday)) return
  for (let item = 0; item < draft.present.length; item++) {
    const name = nameOf[target.groupOf[item] as number] as number
    if (isNew(name)) draft.moveTo[item] = name
  }
}

/** The id, 1 to groupCount, for each group of the target. */
function namesByOverlap({ present, weights, groupCount }: Draft, target: Partition): Uint32Array {
  const overlap = new Float64Array(groupCount * groupCount)
  // All wallets together count less than one operation, so they decide between equal loads only.
  const perWallet = 1 / (present.length + 1)
  for (let item = 0; item < present.length; item++) {
    const id = present[item] as number
    if (id > groupCount) continue
    const cell = (target.groupOf[item] as number) * groupCount + id - 1
    overlap[cell] = (overlap[cell] as number) + (weights[item] as number) + perWallet
  }
  return bestAssignment(overlap, groupCount).map((row) => row + 1)
}
