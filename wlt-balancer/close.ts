import { type MoveContext, makeMoves, patiently } from './move.ts'

export interface CloseContext extends MoveContext {
  /** The groups that stay: 1 to groupCount. */
  groupCount: number
}

// Wallets read at once that are to be moved out of groups that vanish.
const LEFT_MAX = 100_000
// New wallets may be put into vanishing groups until these are closed. One round is the rule.
const ROUNDS_MAX = 20

/**
 * Ends the groups above `groupCount`. They stay active, so that somebody holds them and applies what is queued, until no
 * wallet is left in them. When this returns true, what is still queued for them is strays, and no more of them will come.
 *
 * False when new wallets came in faster than they could be moved; the next rebalance goes on with it.
 */
export async function closeGroups(rebalanceId: bigint, context: CloseContext): Promise<boolean> {
  const active = await context.store.activeGroups()
  let vanishing = active.filter((group) => group > context.groupCount)
  if (vanishing.length === 0) return true
  for (let round = 0; round < ROUNDS_MAX && vanishing.length > 0; round += 1) {
    vanishing = await closeMost(vanishing, rebalanceId, context)
  }
  // A transaction that began before may have queued a credit for a group that is closed by now. When all of these have
  // ended, a sweep sees it.
  for (const group of active) await patiently(context, () => context.store.passGroup(group))
  return vanishing.length === 0
}

/** Empties the groups, closes those that stay empty, and returns the others. */
async function closeMost(vanishing: number[], rebalanceId: bigint, context: CloseContext): Promise<number[]> {
  const { store, groupCount, chunkMax } = context
  // Taken before the wallets are read: what that misses has a higher id, and is looked for again under the locks, where
  // reading every wallet would take too long.
  const afterId = await patiently(context, () => store.lastWalletId())
  const left = await patiently(context, () => store.walletsAbove(groupCount, LEFT_MAX))
  const to = left.groups.map((_, i) => Math.floor((i * groupCount) / left.groups.length) + 1)
  await makeMoves({ ids: left.ids, from: left.groups, to }, rebalanceId, context)
  if (left.ids.length === LEFT_MAX) return vanishing
  const open: number[] = []
  for (const group of vanishing) {
    const options = { group, into: (group % groupCount) + 1, afterId, limit: chunkMax, rebalanceId }
    if (!(await patiently(context, () => store.closeGroup(options)))) open.push(group)
  }
  return open
}
