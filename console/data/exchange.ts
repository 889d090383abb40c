import { convert as convertExactly, parseRate } from '../../ledger/exchange.ts'

/** USD per unit of each currency, as decimals. */
export type Rates = Readonly<Record<string, string>>

/**
 * What arrives when `micros` of a currency come to a wallet of another one: by the ledger's own arithmetic, exact and rounded
 * toward zero once, at the present rates.
 *
 * @returns micro-units; null when a rate is not known
 */
export function convert(micros: bigint, from: string, to: string, rates: Rates): bigint | null {
  if (from === to) return micros
  const [fromRate, toRate] = [parseRate(rates[from] ?? ''), parseRate(rates[to] ?? '')]
  return fromRate === null || toRate === null ? null : convertExactly(micros, fromRate, toRate)
}

/** Whether it is a positive decimal that the ledger takes as a rate. */
export function isRate(text: string): boolean {
  return /^[\d.]+$/.test(text) && parseRate(text) !== null
}

/** Without zeros that say nothing. @param rate a decimal */
export function shortRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate
}

/** A beginning for a mesh that knows US dollars alone. */
export const SAMPLE_RATES: Rates = {
  EUR: '1.093809',
  GBP: '1.271304',
  CHF: '1.128402',
  JPY: '0.006732',
  THB: '0.029758',
}
