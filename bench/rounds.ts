import type { BenchRow } from './row.ts'
import { median, rounded } from './statistics.ts'

export interface Round {
  measured: number
  baseline: number
}

/** Both sides in turn, as often as asked. */
export async function inTurn(
  rounds: number,
  measure: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Round[]> {
  const done: Round[] = []
  for (let round = 0; round < rounds; round += 1) done.push({ measured: await measure(), baseline: await baseline() })
  return done
}

/** Medians of the rounds, the ratio that of their ratios, and each round as text. Rates, so more is better. */
export function ofRounds(rounds: readonly Round[]): Pick<BenchRow, 'measured' | 'baseline' | 'ratio'> & {
  rounds: string[]
} {
  return {
    measured: rounded(median(rounds.map((round) => round.measured)), 0),
    baseline: rounded(median(rounds.map((round) => round.baseline)), 0),
    ratio: rounded(median(rounds.map(({ measured, baseline }) => measured / baseline))),
    rounds: rounds.map(({ measured, baseline }) => `${rounded(measured, 0)} / ${rounded(baseline, 0)}`),
  }
}
