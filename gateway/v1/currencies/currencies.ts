import type { V1App, V1Context } from '../v1.ts'
import { convertRoute } from './convert.ts'
import { listCurrenciesRoute } from './list-currencies.ts'
import { listRatesRoute } from './list-rates.ts'
import { putCurrencyRoute } from './put-currency.ts'
import { readCurrencyRoute } from './read-currency.ts'

/** Currencies with their rates, and what these were. */
export function currencyRoutes(app: V1App, context: V1Context): void {
  listCurrenciesRoute(app, context)
  convertRoute(app, context)
  readCurrencyRoute(app, context)
  putCurrencyRoute(app, context)
  listRatesRoute(app, context)
}
