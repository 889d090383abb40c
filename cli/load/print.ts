import { formatAmount } from '../table.ts'
import type { Check } from './check.ts'
import { isGood, type LoadPlan, type LoadResult, type WalletPlan } from './load.ts'
import type { Kind } from './payments.ts'

/** The outcome as a person reads it. */
export function loadText(result: LoadResult): string {
  const { plan, sent, tally, check } = result
  const latency = tally.latencies.summary()
  const lines: [title: string, text: string][] = [
    ['load', `${plan.workers} workers, ${kindText(plan)}, ${plan.distribution} over ${partiesText(plan)}`],
    ['accepted', `${tally.accepted} of ${plan.transactions} in ${seconds(sent.elapsedMs)} s`],
    ['per second', `${perSecond(result)}; the generator was busy ${Math.round(sent.generatorBusy * 100)}% of the time`],
    ['latency ms', latency === null ? '-' : latencyText(latency)],
    ['bad answers', String(tally.bad)],
    ...[...tally.badByError].map(([error, count]): [string, string] => ['', `${count} × ${error}`]),
    ['overload', overloadText(tally)],
    ...(plan.isIdempotent ? [['keys', keysText(tally)] satisfies [string, string]] : []),
    ...(sent.stopped === null ? [] : [['stopped', sent.stopped] satisfies [string, string]]),
    ['ledger', `${check.verdict}${check.verdict === 'not checked' ? '' : `, checked in ${seconds(check.tookMs)} s`}`],
    ...[...checkTexts(result), ...check.findings].map((text): [string, string] => ['', text]),
  ]
  return `${lines.map(([title, text]) => `${title.padEnd(TITLE_WIDTH)}${text}`).join('\n')}\n`
}

const TITLE_WIDTH = 13

function kindText(plan: LoadPlan): string {
  const over = plan.api === 'v1' ? ' over /v1' : ''
  return `${kindOf(plan)}${over}${plan.batch === 1 ? '' : ` in batches of ${plan.batch}`}`
}

function kindOf(plan: LoadPlan): Kind | 'payments' {
  return plan.api === 'payments' ? 'payments' : plan.kind
}

function partiesText(plan: LoadPlan): string {
  if (plan.api === 'payments') return `${plan.banks * plan.accounts} accounts of ${plan.banks} banks`
  const { count, isNew } = walletsOf(plan)
  return `${count} ${isNew ? 'new wallets' : 'wallets that were there'}`
}

function walletsOf({ wallets }: WalletPlan): { count: number; isNew: boolean } {
  return 'count' in wallets
    ? { count: wallets.count, isNew: true }
    : { count: wallets.last - wallets.first + 1, isNew: false }
}

function overloadText({ overloaded, givenUp }: LoadResult['tally']): string {
  return overloaded === 0 ? 'none' : `${overloaded} answers 429, ${givenUp} payments given up after retries`
}

function keysText({ sentAgain }: LoadResult['tally']): string {
  return `one for each request, of which ${sentAgain} were sent again`
}

function latencyText(latency: { p50: number; p90: number; p99: number; p999: number; max: number }): string {
  const { p50, p90, p99, p999, max } = latency
  return `p50 ${ms(p50)}  p90 ${ms(p90)}  p99 ${ms(p99)}  p99.9 ${ms(p999)}  max ${ms(max)}`
}

/** What was checked. */
function checkTexts({ plan, tally, check }: LoadResult): string[] {
  if (check.verdict === 'not checked') return []
  const { operations, wallets } = check
  const declined = [...operations.declined].map(([reason, count]) => `, ${count} declined (${reason})`).join('')
  const of = operations.all ? 'all' : `a sample of ${operations.read} of`
  return [
    `${of} ${tally.accepted} accepted operations read back: ${operations.success} success${declined}`,
    `${wallets.read} balances compared, ${wallets.exact} of them to the micro-unit${inexactText(check)}`,
    `sum ${check.currency} ${formatAmount(check.sumMicros)}${sumText(plan)}`,
    ...(check.positionsMicros === 0n ? ['what all banks are owed sums to 0'] : []),
  ]
}

function sumText(plan: LoadPlan): string {
  const kind = kindOf(plan)
  return kind === 'deposits' ? '' : `, which ${kind} must not change`
}

function inexactText({ wallets }: Check): string {
  return wallets.exact === wallets.read ? '' : ', the others with what is possible: not every outcome is known'
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1)
}

/** Accepted payments in the time of sending. */
function perSecond({ tally, sent }: LoadResult): number {
  return Math.round((tally.accepted * 1000) / Math.max(1, sent.elapsedMs))
}

/** The outcome for programs. */
export function loadJson(result: LoadResult): string {
  const { plan, sent, tally, check } = result
  const latency = tally.latencies.summary()
  return `${JSON.stringify(
    {
      ok: isGood(result),
      url: plan.url.origin,
      workers: plan.workers,
      transactions: plan.transactions,
      api: plan.api,
      batch: plan.batch,
      kind: kindOf(plan),
      distribution: plan.distribution,
      ...partiesJson(plan),
      accepted: tally.accepted,
      elapsed_ms: Math.round(sent.elapsedMs),
      per_second: perSecond(result),
      generator_busy: Number(sent.generatorBusy.toFixed(3)),
      latency_ms:
        latency === null
          ? null
          : { p50: latency.p50, p90: latency.p90, p99: latency.p99, p99_9: latency.p999, max: latency.max },
      bad: { answers: tally.bad, by_error: Object.fromEntries(tally.badByError) },
      overload: { answers: tally.overloaded, given_up: tally.givenUp },
      ...(plan.isIdempotent ? { idempotency: { sent_again: tally.sentAgain } } : {}),
      stopped: sent.stopped,
      ledger: {
        verdict: check.verdict,
        findings: check.findings,
        took_ms: Math.round(check.tookMs),
        operations: { ...check.operations, declined: Object.fromEntries(check.operations.declined) },
        wallets: check.wallets,
        sum: String(check.sumMicros),
        ...(check.positionsMicros === null ? {} : { bank_positions: String(check.positionsMicros) }),
        currency: check.currency,
      },
    },
    null,
    2,
  )}\n`
}

function partiesJson(plan: LoadPlan) {
  if (plan.api === 'payments') return { banks: plan.banks, accounts: plan.banks * plan.accounts }
  const { count, isNew } = walletsOf(plan)
  return { wallets: { count, new: isNew } }
}
