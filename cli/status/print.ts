import type { LiveProcessor } from '../../common/mesh/sql/live-processors.ts'
import { formatDuration } from '../../common/settings/duration.ts'
import { type Column, formatAmount, formatTable } from '../table.ts'
import type { ClearingRow } from './sql/clearing.ts'
import type { GroupRow } from './sql/groups.ts'
import type { WaitingChecks } from './sql/money.ts'
import type { RebalanceRow } from './sql/rebalance.ts'
import { type Status, unattended } from './status.ts'

/** The status as a person reads it, the alarms last. */
export function statusText(status: Status): string {
  const { windowMs, groups, processors, lastRebalance, inTransit, clearing, checks, deadLetters } = status
  const total = groups.reduce((sum, { operations }) => sum + operations, 0n)
  const transit = inTransit.map(({ currency, amount }) => `${currency} ${formatAmount(BigInt(amount))}`)
  const sections = [
    formatTable(
      groupColumns(windowMs),
      groups.map((group) => groupCells(group, total)),
    ),
    processors.length === 0
      ? ['no op-processor runs']
      : formatTable(
          PROCESSOR_COLUMNS,
          processors.map((processor) => processorCells(processor, groups)),
        ),
    [
      `last rebalance  ${lastRebalance === undefined ? 'none yet' : rebalanceText(lastRebalance)}`,
      `in transit      ${transit.length === 0 ? 'nothing' : transit.join(', ')}`,
      ...(clearing === null ? [] : [`clearing        ${clearingText(clearing)}`]),
      ...(checks.pending + checks.review === 0n ? [] : [`fraud checks    ${checksText(checks)}`]),
      `dead letters    ${deadLetters}`,
    ],
    unattended(status).map((group) => `ALARM ${alarmText(group)}`),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

/** The status as a program reads it. Amounts are digits of micro-units, times RFC 3339. */
export function statusJson(status: Status): string {
  const { windowMs, groups, processors, lastRebalance, inTransit, clearing, checks, deadLetters } = status
  const answer = {
    window_ms: windowMs,
    groups: groups.map(({ holder_id, ...group }) => group),
    processors: processors.map((processor) => ({ ...processor, groups: groupsOf(processor, groups) })),
    last_rebalance: lastRebalance ?? null,
    in_transit: inTransit,
    clearing,
    fraud_checks: checks,
    dead_letters: deadLetters,
    alarms: unattended(status).map((group) => ({ group: group.id, message: alarmText(group) })),
  }
  return `${JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? Number(value) : value), 2)}\n`
}

function groupColumns(windowMs: number): Column[] {
  return [
    { title: 'group', align: 'right' },
    { title: 'active' },
    { title: 'wallets', align: 'right' },
    { title: 'holder' },
    { title: 'epoch', align: 'right' },
    { title: 'lease left', align: 'right' },
    { title: 'backlog', align: 'right' },
    { title: 'oldest', align: 'right' },
    { title: `load in ${formatDuration(windowMs)}`, align: 'right' },
    { title: 'share', align: 'right' },
  ]
}

function groupCells(group: GroupRow, total: bigint): string[] {
  const share = total === 0n ? '-' : `${((100 * Number(group.operations)) / Number(total)).toFixed(1)}%`
  return [
    String(group.id),
    group.active ? 'yes' : 'no',
    String(group.wallets),
    group.holder ?? '-',
    String(group.epoch),
    age(group.lease_left_ms),
    String(group.backlog),
    age(group.oldest_ms),
    String(group.operations),
    share,
  ]
}

const PROCESSOR_COLUMNS: Column[] = [
  { title: 'processor' },
  { title: 'number', align: 'right' },
  { title: 'holds' },
  { title: 'metrics' },
  { title: 'up', align: 'right' },
]

function processorCells(processor: LiveProcessor, groups: readonly GroupRow[]): string[] {
  const held = groupsOf(processor, groups)
  return [
    processor.leaving ? `${processor.name} (leaving)` : processor.name,
    String(processor.number ?? 'any'),
    held.length === 0 ? '-' : held.join(', '),
    processor.metrics_address === '' ? '-' : `http://${processor.metrics_address}/metrics`,
    age(processor.uptime_ms),
  ]
}

function groupsOf({ id }: LiveProcessor, groups: readonly GroupRow[]): number[] {
  return groups.filter(({ holder_id }) => holder_id === id).map((group) => group.id)
}

function rebalanceText(row: RebalanceRow): string {
  const groups =
    row.groups_before === row.groups_after ? '' : `, from ${row.groups_before} to ${row.groups_after} groups`
  const moves = row.finished_at === null ? `${row.moves_done} of ${row.moves_planned} moves` : `${row.moves_done} moves`
  const balance = `max/mean ${row.max_over_mean_before.toFixed(3)} before, ${row.max_over_mean_after.toFixed(3)} after`
  const hottest = row.hottest_wallet_id === null ? '' : `, wallet ${row.hottest_wallet_id} is more than a fair share`
  return `${row.finished_at ?? `${row.started_at}, not finished`}${groups}, ${moves}, ${balance}${hottest}`
}

function clearingText({ owed_to_banks, owed_by_banks, taken_at, state }: ClearingRow): string {
  const [toBanks, byBanks] = [owed_to_banks, owed_by_banks].map((amount) => formatAmount(BigInt(amount)))
  const snapshot = taken_at === null ? 'no snapshot yet' : `newest snapshot ${taken_at}, ${state}`
  return `USD ${toBanks} owed to banks and ${byBanks} by them, ${snapshot}`
}

function checksText({ pending, review }: WaitingChecks): string {
  return `${pending} wait for the rules, ${review} for a person`
}

function alarmText({ id, backlog, oldest_ms }: GroupRow): string {
  const operations = backlog === 1n ? '1 operation waits' : `${backlog} operations wait`
  return `group ${id} has no holder: ${operations}, the oldest for ${age(oldest_ms)}`
}

/** Rounded to what matters: `340ms`, `4.2s`, `12m`, `3h`. */
function age(ms: bigint | null): string {
  if (ms === null) return '-'
  const value = Number(ms)
  if (value < 1000) return `${value}ms`
  if (value < 60_000) return `${(value / 1000).toFixed(1)}s`
  return value < 7_200_000 ? `${Math.floor(value / 60_000)}m` : `${Math.floor(value / 3_600_000)}h`
}
