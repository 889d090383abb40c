import { onBatch } from './live.ts'
import { createStore } from './store.ts'

export interface Throughput {
  /** Operations that ended, a second each, oldest first; the last one is the newest whole second. */
  perSecond: readonly number[]
  /** Over the last `RATE_SECONDS`, by group. */
  rateByGroup: ReadonlyMap<number, number>
  /** Over the last `RATE_SECONDS`. */
  rate: number
}

const SECONDS = 120
const RATE_SECONDS = 5

/** How many operations end a second, as events tell; moves on every second. */
export const throughput = createStore<Throughput>({
  perSecond: new Array<number>(SECONDS).fill(0),
  rateByGroup: new Map(),
  rate: 0,
})

let second = new Map<number, number>()
let recent: ReadonlyMap<number, number>[] = []

onBatch(({ countByGroup }) => {
  for (const [group, count] of countByGroup) second.set(group, (second.get(group) ?? 0) + count)
})

setInterval(() => {
  recent = [...recent, second].slice(-RATE_SECONDS)
  const rateByGroup = new Map<number, number>()
  for (const one of recent) {
    for (const [group, count] of one) rateByGroup.set(group, (rateByGroup.get(group) ?? 0) + count / RATE_SECONDS)
  }
  const { perSecond } = throughput.get()
  throughput.set({
    perSecond: [...perSecond.slice(1), sum(second.values())],
    rateByGroup,
    rate: sum(rateByGroup.values()),
  })
  second = new Map()
}, 1_000)

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
