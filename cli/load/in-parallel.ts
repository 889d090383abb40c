/**
 * Calls `work` for each item, at most `limit` at once, and returns the results in the order of the items. The first failure stops the
 * rest and is thrown.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  const entries = items.entries()
  let failed = false
  const worker = async () => {
    for (const [place, item] of entries) {
      if (failed) return
      results[place] = await work(item, place).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}
