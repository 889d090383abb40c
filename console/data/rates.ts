import { dataOf, mesh } from './client.ts'
import { isRate, type Rates, SAMPLE_RATES } from './exchange.ts'
import { rates } from './live.ts'
import { useStore } from './store.ts'

const CODE = /^[A-Z][A-Z0-9]{2,9}$/
const PAGE = 1_000

/** Reads the rates for who is not told of them by events, and for the time until the first one. */
export async function readRates(): Promise<void> {
  const { currencies } = await dataOf(mesh.GET('/v1/currencies', { params: { query: { limit: PAGE } } }))
  rates.set(Object.fromEntries(currencies.map(({ code, usd_per_unit }) => [code, usd_per_unit])))
}

/** What is wrong with a currency and its rate; null when nothing is. */
export function rateFlaw(code: string, rate: string): string | null {
  if (!CODE.test(code)) return 'A code is 3 to 10 capital letters and digits, such as EUR'
  return isRate(rate) ? null : 'A rate is a decimal above zero with up to 12 decimals, such as 1.093809'
}

/** Adds a currency, or gives it another rate. It goes as it was typed, so that it is not rounded. */
export async function putRate(code: string, rate: string): Promise<void> {
  const flaw = rateFlaw(code, rate)
  if (flaw !== null) throw new Error(flaw)
  await dataOf(mesh.PUT('/v1/currencies/{code}', { params: { path: { code } }, body: { usd_per_unit: rate } }))
  await readRates()
}

export async function addSampleRates(): Promise<void> {
  for (const [code, rate] of Object.entries(SAMPLE_RATES)) await putRate(code, rate)
}

/** Codes of all currencies, US dollars first; null before they are known. */
export function useCurrencies(): readonly string[] | null {
  const known: Rates | null = useStore(rates)
  if (known === null) return null
  return [
    'USD',
    ...Object.keys(known)
      .filter((code) => code !== 'USD')
      .toSorted(),
  ]
}
