/**
 * Restores a binary min-heap after its root was raised. The heap is `size` values from `base` on; each label travels with
 * its value. A run in rising order is such a heap already.
 */
export function siftRootDown(values: Float64Array, labels: Uint32Array, base: number, size: number): void {
  const value = values[base] as number
  const label = labels[base] as number
  let hole = 0
  for (let child = 1; child < size; child = 2 * hole + 1) {
    let least = values[base + child] as number
    if (child + 1 < size) {
      const right = values[base + child + 1] as number
      if (right < least) {
        least = right
        child++
      }
    }
    if (least >= value) break
    values[base + hole] = least
    labels[base + hole] = labels[base + child] as number
    hole = child
  }
  values[base + hole] = value
  labels[base + hole] = label
}
