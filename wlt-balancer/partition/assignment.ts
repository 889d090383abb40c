/**
 * Assigns every row a column of its own so that the sum of gains is as large as possible, by shortest augmenting paths
 * (Kuhn, "The Hungarian Method for the Assignment Problem", 1955; in the O(size^3) form of Jonker and Volgenant, "A Shortest
 * Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems", 1987). Returns the column of each row.
 *
 * @param gain size x size values, row by row; finite
 */
export function bestAssignment(gain: Float64Array, size: number): Uint32Array {
  const rowPrice = new Float64Array(size)
  const columnPrice = new Float64Array(size)
  const rowOf = new Int32Array(size).fill(-1)
  for (let row = 0; row < size; row++) {
    const { before, end } = cheapestPath(gain, size, row, rowOf, rowPrice, columnPrice)
    for (let column = end; column >= 0; ) {
      const previous = before[column] as number
      rowOf[column] = previous < 0 ? row : (rowOf[previous] as number)
      column = previous
    }
  }
  const columnOf = new Uint32Array(size)
  for (let column = 0; column < size; column++) columnOf[rowOf[column] as number] = column
  return columnOf
}

/**
 * The path from a row without column, by way of columns taken from other rows, to the nearest free column `end`. Column
 * `before[c]` comes before column c on it, -1 being the row itself. Prices are adjusted so that reduced costs stay >= 0.
 */
function cheapestPath(
  gain: Float64Array,
  size: number,
  from: number,
  rowOf: Int32Array,
  rowPrice: Float64Array,
  columnPrice: Float64Array,
): { before: Int32Array; end: number } {
  const distance = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(size).fill(-1)
  const reached: number[] = []
  const isReached = new Uint8Array(size)
  let row = from
  let column = -1
  let travelled = 0
  do {
    let nearest = -1
    let nearestDistance = Number.POSITIVE_INFINITY
    for (let next = 0; next < size; next++) {
      if (isReached[next] === 1) continue
      const step = -(gain[row * size + next] as number) - (rowPrice[row] as number) - (columnPrice[next] as number)
      if (travelled + step < (distance[next] as number)) {
        distance[next] = travelled + step
        before[next] = column
      }
      if ((distance[next] as number) < nearestDistance) {
        nearest = next
        nearestDistance = distance[next] as number
      }
    }
    column = nearest
    travelled = nearestDistance
    isReached[column] = 1
    reached.push(column)
    row = rowOf[column] as number
  } while (row >= 0)
  rowPrice[from] = (rowPrice[from] as number) + travelled
  for (const passed of reached) {
    if (passed === column) continue
    const slack = travelled - (distance[passed] as number)
    const owner = rowOf[passed] as number
    columnPrice[passed] = (columnPrice[passed] as number) - slack
    rowPrice[owner] = (rowPrice[owner] as number) + slack
  }
  return { before, end: column }
}
