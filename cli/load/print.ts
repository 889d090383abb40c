import { formatAmount } from '../table.ts'
import type { Check } from './check.ts'
import { isGood, type LoadResult } from './load.ts'

/** The outcome as a person reads it. */
export function loadText(result: LoadResult): string {
  const { plan, wallets, sent, tally, check } = result
  const whose = wallets.areOwn ? 'new wallets' : 'wallets that were there'
  const latency = tally.latencies.summary()
  const lines: [title: string, text: string][] = [
    ['load', `${plan.workers} workers, ${kindText(plan)}, ${plan.distribution} over ${wallets.ids.length} ${whose}`],
    ['accepted', `${tally.accepted} of ${plan.transactions} in ${seconds(sent.elapsedMs)} s`],
    ['per second', `${perSecond(result)}; the generator was busy ${Math.round(sent.generatorBusy * 100)}% of the time`],
    ['latency ms', latency === null ? '-' : latencyText(latency)],
    ['bad answers', String(tally.bad)],
    ...[...tally.badByError].map(([error, count]): [string, string] => ['', `${count} × ${error}`]),
    ['overload', overloadText(tally)],
    ...(sent.stopped === null ? [] : [['stopped', sent.stopped] satisfies [string, string]]),
    ['ledger', `${check.verdict}${check.verdict === 'not checked' ? '' : `, checked in ${seconds(check.tookMs)} s`}`],
    ...[...checkTexts(result), ...check.findings].map((text): [string, string] => ['', text]),
  ]
  return `${lines.map(([title, text]) => `${title.padEnd(TITLE_WIDTH)}${text}`).join('\n')}\n`
}

const TITLE_WIDTH = 13

function kindText({ api, batch, kind }: LoadResult['plan']): string {
  const over = api === 'classic' ? '' : ' over /v1'
  return batch === 1 ? `${kind}${over}` : `${kind}${over} in batches of ${batch}`
}

function overloadText({ overloaded, givenUp }: LoadResult['tally']): string {
  return overloaded === 0 ? 'none' : `${overloaded} answers 429, ${givenUp} payments given up after retries`
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
    `sum ${check.currency} ${formatAmount(check.sumMicros)}${plan.kind === 'transfers' ? ', which transfers must not change' : ''}`,
  ]
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
  const { plan, wallets, sent, tally, check } = result
  const latency = tally.latencies.summary()
  return `${JSON.stringify(
    {
      ok: isGood(result),
      url: plan.url.origin,
      workers: plan.workers,
      transactions: plan.transactions,
      api: plan.api,
      batch: plan.batch,
      kind: plan.kind,
      distribution: plan.distribution,
      wallets: { count: wallets.ids.length, new: wallets.areOwn },
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
      stopped: sent.stopped,
      ledger: {
        verdict: check.verdict,
        findings: check.findings,
        took_ms: Math.round(check.tookMs),
        operations: { ...check.operations, declined: Object.fromEntries(check.operations.declined) },
        wallets: check.wallets,
        sum: String(check.sumMicros),
        currency: check.currency,
      },
    },
    null,
    2,
  )}\n`
}
