import type { Rebalance } from './rebalance.ts'

/** What a round did, or would do, for people. Ends with a newline. */
export function summaryOf(round: Rebalance): string {
  const { moved } = round
  const share = round.wallets === 0 ? 0 : (100 * round.movesPlanned) / round.wallets
  const lines = [
    `${count(round.wallets)} wallets, ${loadOf(round, round.operations)} counted for them in the last ${duration(round.windowMs)}`,
    `${round.groupsBefore} active ${plural(round.groupsBefore, 'group')} before, ${round.groupsAfter} after`,
    '',
    ...loadTable(round),
    '',
    `spread    ${count(round.spreadBefore)} → ${loadOf(round, round.spreadAfter)}`,
    `max/mean  ${ratio(round.maxOverMeanBefore)} → ${ratio(round.maxOverMeanAfter)}, at least ${ratio(round.maxOverMeanFloor)} in any partition`,
    `planned   ${count(round.movesPlanned)} ${plural(round.movesPlanned, 'wallet')} to move (${share.toFixed(2)}%), with ${loadOf(round, round.loadMoved)}`,
    `crossing  ${crossing(round)}`,
    moved === null
      ? 'moved     nothing: this was a dry run'
      : `moved     ${count(moved.wallets)} ${plural(moved.wallets, 'wallet')} and ${count(moved.steps)} queued ${plural(moved.steps, 'operation')} in ${count(moved.chunks)} ${plural(moved.chunks, 'transaction')}; queueing paused for ${Math.round(moved.stallMsMax)} ms at most`,
    `time      count ${round.countMs} ms, plan ${round.planMs} ms${moved === null ? '' : `, move ${moved.moveMs} ms`}`,
  ]
  if (round.hottestWalletId !== null) {
    lines.push(
      `hot       wallet ${round.hottestWalletId} has ${loadOf(round, round.hottestOperations ?? 0)}, more than a group's fair share: no partition can change that`,
    )
  }
  if (moved?.complete === false) {
    lines.push('incomplete: new wallets kept coming into groups that are to vanish; run it again')
  }
  return `${lines.join('\n')}\n`
}

function loadOf({ weight }: Rebalance, load: number): string {
  return `${count(load)} ${weight === 'count' ? 'operations' : 'µs of processing'}`
}

function crossing({ crossingBefore, crossingAfter, transfersSampled }: Rebalance): string {
  if (crossingBefore === null || crossingAfter === null) return 'no transfers between wallets'
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`
  const sample = transfersSampled === 1 ? '' : ` (by a sample of 1 in ${count(1 / transfersSampled)})`
  return `${percent(crossingBefore)} → ${percent(crossingAfter)} of the transfers between wallets${sample}`
}

function loadTable({ loadBefore, loadAfter }: Rebalance): string[] {
  const after = new Map(loadAfter.map((load) => [load.group, load]))
  const rows = loadBefore.map(({ group, operations, wallets }) => {
    const then = after.get(group)
    return [
      String(group),
      count(operations),
      then === undefined ? 'vanishes' : count(then.operations),
      count(wallets),
      then === undefined ? '' : count(then.wallets),
    ]
  })
  const table = [['group', 'load before', 'after', 'wallets before', 'after'], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function ratio(value: number): string {
  return value.toFixed(3)
}

function plural(value: number, noun: string): string {
  return value === 1 ? noun : `${noun}s`
}

function duration(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000} min`
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`
}
