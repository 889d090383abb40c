import { type Column, formatAmount, formatTable } from '../table.ts'
import type { CacheReport } from './cache/verify-cache.ts'
import type { ClearingTotal } from './sql/clearing-totals.ts'
import type { CurrencyTotal } from './sql/totals.ts'
import type { GroupProof, VerifyReport } from './verify.ts'

/** The report as a person reads it. */
export function reportText(report: VerifyReport): string {
  if (!report.ok) {
    const { table, key, expected, found } = report.wrong
    return `the ledger is wrong in ${table}, ${key}\n  expected  ${expected}\n  found     ${found}\n`
  }
  const sections = [
    formatTable(GROUP_COLUMNS, report.groups.map(groupCells)),
    formatTable(CURRENCY_COLUMNS, report.currencies.map(currencyCells)),
    ...(report.openHolds === 0n ? [] : [[`holds: ${report.openHolds} open`]]),
    ...clearingLines(report.clearing),
    ...detachedLines(report),
    ['the ledger is right'],
  ]
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function clearingLines(clearing: ClearingTotal): string[][] {
  const { banks, accounts, owedToBanks, owedByBanks, reversals, settled } = clearing
  if (accounts === 0n) return []
  const money = `USD ${formatAmount(owedToBanks)} owed to them and ${formatAmount(owedByBanks)} by them`
  const done = `${counted(reversals, 'reversal')}, ${counted(settled, 'settled snapshot')}`
  return [[`banks: ${banks} with ${counted(accounts, 'clearing account')}, ${money}; ${done}`]]
}

const counted = (count: bigint, what: string) => `${count} ${what}${count === 1n ? '' : 's'}`

/** What can no longer be checked, in plain words. */
function detachedLines({ detached, groups, clearing }: VerifyReport & { ok: true }): string[][] {
  const [first, last] = [detached[0], detached.at(-1)]
  if (first === undefined || last === undefined) return []
  const sum = (counts: readonly bigint[]) => counts.reduce((total, count) => total + count, 0n)
  const months = first === last ? first.month : `${detached.length} months from ${first.month} to ${last.month}`
  return [
    [
      `detached: ${months}, with ${sum(detached.map((month) => month.operations))} operations and ` +
        `${sum(detached.map((month) => month.postings))} postings`,
      '  not checked: these rows, and the hashes of ' +
        `${sum(groups.map((group) => group.withoutLines))} journals that had lines among them`,
      ...uncheckedLines(clearing),
      '  checked all the same: balances with what is brought forward, and the chain, counts and sums of these journals',
    ],
  ]
}

/** What Redis was found to have, as a person reads it. */
export function cacheText({ wrong, balances, groups, unbelieved, busy }: CacheReport): string {
  if (wrong !== null) {
    return `Redis is wrong in ${wrong.key}\n  expected  ${wrong.expected}\n  found     ${wrong.found}\n`
  }
  const others = [
    unbelieved > 0 ? `${unbelieved} are out of date and not served` : '',
    busy > 0 ? `${busy} changed all the time` : '',
  ]
  const told = others.filter((text) => text !== '').map((text) => `; ${text}`)
  return `\nRedis: ${balances} balances and the positions of ${groups} groups are as in the ledger${told.join('')}\n`
}

function uncheckedLines({ unchecked: { reversals, settlements } }: ClearingTotal): string[] {
  if (reversals + settlements === 0n) return []
  const what = `${counted(reversals, 'reversal')} and ${counted(settlements, 'settlement')}`
  return [`  checked in part: ${what}, which have operations among them`]
}

const GROUP_COLUMNS: Column[] = [
  { title: 'group', align: 'right' },
  { title: 'wallets', align: 'right' },
  { title: 'journals', align: 'right' },
  { title: 'operations', align: 'right' },
  { title: 'postings', align: 'right' },
  { title: 'system', align: 'right' },
  { title: 'newest hash' },
]

function groupCells({ head, ...counts }: GroupProof): string[] {
  const { group, wallets, journals, operations, postings, systemPostings } = counts
  return [...[group, wallets, journals, operations, postings, systemPostings].map(String), head]
}

const CURRENCY_COLUMNS: Column[] = [
  { title: 'currency' },
  { title: 'wallets', align: 'right' },
  { title: 'world', align: 'right' },
  { title: 'exchange', align: 'right' },
  { title: 'transit', align: 'right' },
  { title: 'settlement', align: 'right' },
  { title: 'sum', align: 'right' },
]

function currencyCells({ currency, wallets, world, exchange, transit, settlement }: CurrencyTotal): string[] {
  const sum = wallets + world + exchange + transit + settlement
  return [currency, ...[wallets, world, exchange, transit, settlement, sum].map(formatAmount)]
}
