import { convert, ONE, parseRate, type Rate } from '../../ledger/exchange.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import type { Pools } from '../pools.ts'
import { putRates } from './sql/put-rates.ts'
import { readRates } from './sql/read-rates.ts'

/** Rates, as all ways in set and use them. */
export interface Currencies {
  /** Sets all of them or none; they count at once for every process. A currency that is not known is added. */
  put(rates: ReadonlyMap<string, Rate>): Promise<void>
  /** Micro-units of `to` for those of `from`, by the present rates; may exceed 64 bits. Refused for what is no currency. */
  convert(amount: bigint, from: string, to: string): Promise<bigint>
}

export interface CurrenciesOptions {
  pools: Pick<Pools, 'reads' | 'writes'>
  /** Learns of rates when they count. */
  onRates: (rates: ReadonlyMap<string, Rate>) => void
}

export function createCurrencies({ pools, onRates }: CurrenciesOptions): Currencies {
  return {
    async put(rates) {
      await putRates(pools.writes, rates)
      onRates(rates)
    },
    async convert(amount, from, to) {
      if (!isCurrencyCode(from) || !isCurrencyCode(to)) throw currencyNotAllowed()
      const rates = await readRates(pools.reads, [from, to])
      const [fromRate, toRate] = [rates.get(from), rates.get(to)]
      if (fromRate === undefined || toRate === undefined) throw currencyNotAllowed()
      return convert(amount, fromRate, toRate)
    },
  }
}

/** The rate, or why it cannot be that of the currency. @param text a decimal; null: it is none */
export function checkedRate(code: string, text: string | null): Rate | { refusal: string } {
  const rate = text === null ? null : parseRate(text)
  if (rate === null) {
    const example = 'a positive decimal number with up to 18 digits before the point and 12 after it, such as 1.093809'
    return { refusal: `must be ${example}` }
  }
  return code === 'USD' && rate !== ONE ? { refusal: 'must be 1: rates are USD per unit' } : rate
}
