/**
 * Hands out groups one after another, always one of those with the fewest wallets, and in turn among equals, so that
 * neighbours in the order of wallets land in different groups. `wallets` (per group) is read once, at the start.
 */
export function fewestFirst(wallets: ArrayLike<number>): () => number {
  const groups = Uint32Array.from({ length: wallets.length }, (_, group) => group)
  groups.sort((a, b) => (wallets[a] as number) - (wallets[b] as number) || a - b)
  let level = 0
  let open = 0
  let turn = 0
  return () => {
    if (turn === open) {
      turn = 0
      // All open groups are level now; those that had one more join them, or, when none is open yet, the smallest do.
      level = open === 0 ? (wallets[groups[0] as number] as number) : level + 1
      while (open < groups.length && (wallets[groups[open] as number] as number) <= level) open++
    }
    return groups[turn++] as number
  }
}
