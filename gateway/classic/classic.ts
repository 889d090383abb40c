import type { FastifyInstance } from 'fastify'
import type { Log } from '../../common/log.ts'
import type { Currencies } from '../currencies/currencies.ts'
import type { Identity } from '../identity/identity.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { withOtherMethodsRefused } from '../methods.ts'
import type { Pools } from '../pools.ts'
import { readAsText } from './body.ts'
import { convertAmount } from './convert-amount.ts'
import { answerErrors } from './envelope.ts'
import { operations } from './operations.ts'
import { operationsFile } from './operations-file.ts'
import { operationsTotal } from './operations-total.ts'
import { receiveAmount } from './receive-amount.ts'
import { transferAmount } from './transfer-amount.ts'
import { updateCurrencies } from './update-currencies.ts'
import { wallet } from './wallet.ts'

export interface ClassicContext {
  ingest: Ingest
  identity: Identity
  pools: Pools
  /** IANA zone in which reports show times. */
  location: string
  pageMax: number
  currencies: Currencies
  log: Log
}

/**
 * The routes of existing clients: every answer is `200 {"payload": …}`, an error `200 {"payload": {"error": "text"}}`. Only
 * what calls for a retry has another status: 429 and 503, with Retry-After.
 */
export function classicRoutes(app: FastifyInstance, context: ClassicContext): void {
  readAsText(app)
  answerErrors(app, context.log)
  withOtherMethodsRefused(app, () => {
    updateCurrencies(app, context)
    wallet(app, context)
    receiveAmount(app, context)
    transferAmount(app, context)
    operations(app, context)
    operationsFile(app, context)
    operationsTotal(app, context)
    convertAmount(app, context)
  })
}
