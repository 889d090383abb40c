import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import type { Log } from '../../common/log.ts'
import type { Balances } from '../balances/balances.ts'
import type { Cards } from '../cards/cards.ts'
import type { Clearing } from '../clearing/clearing.ts'
import type { Currencies } from '../currencies/currencies.ts'
import type { Events } from '../events/events.ts'
import type { Balancers } from '../groups/balancers.ts'
import type { Groups } from '../groups/groups.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import type { Identity } from '../identity/identity.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { withOtherMethodsRefused } from '../methods.ts'
import type { Outcomes } from '../outcomes.ts'
import type { Pools } from '../pools.ts'
import type { RuleBook } from '../screening/rule-book.ts'
import type { Screening } from '../screening/screening.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import { listAuditRoute } from './audit/list-audit.ts'
import { balanceAt } from './balance-at.ts'
import { bankRoutes } from './banks/banks.ts'
import { readJson } from './body.ts'
import { cardTransactionRoutes } from './card-transactions/card-transactions.ts'
import { changeWalletRoutes } from './change-wallet.ts'
import { createWalletRoute } from './create-wallet.ts'
import { currencyRoutes } from './currencies/currencies.ts'
import { deadLetterRoutes } from './dead-letters/dead-letters.ts'
import { eventsRoute } from './events.ts'
import { fraudCheckRoutes } from './fraud-checks/fraud-checks.ts'
import { groupRoutes } from './groups/groups.ts'
import { keyRoutes } from './keys/keys.ts'
import { listWalletsRoute } from './list-wallets.ts'
import { refuseUndocumented } from './openapi/documented.ts'
import { documentRoutes, openApiRoute } from './openapi/openapi.ts'
import { operations } from './operations.ts'
import { payableRoutes } from './payables/payables.ts'
import { paymentRoutes } from './payments/payments.ts'
import { positions } from './positions.ts'
import { answerProblems } from './problem.ts'
import { rebalanceRoutes } from './rebalances/rebalances.ts'
import { ruleRoutes } from './rules/rules.ts'
import { settlementRoutes } from './settlements/settlements.ts'
import { statement } from './statement.ts'
import { statementFile } from './statement-file.ts'
import { submitBatch } from './submit-batch.ts'
import { submitOperation } from './submit-operation.ts'
import { tokenRoutes } from './tokens/tokens.ts'
import { traceOperation } from './trace-operation.ts'
import { userRoutes } from './users/users.ts'
import { wallets } from './wallets.ts'
import { webhookRoutes } from './webhooks/webhooks.ts'

export interface V1Context {
  ingest: Ingest
  identity: Identity
  balances: Balances
  events: Events
  cards: Cards
  clearing: Clearing
  currencies: Currencies
  groups: Groups
  balancers: Balancers
  idempotency: Idempotency
  outcomes: Outcomes
  webhooks: Webhooks
  screening: Pick<Screening, 'decided'>
  rules: Pick<RuleBook, 'reload'>
  pools: Pools
  log: Log
}

/** Routes whose schemas validate, type and serialise. */
export type V1App = ReturnType<typeof withSchemas>

/** The API for new clients: resources, snake_case, errors as RFC 9457 problems. @param app serves below /v1 */
export async function v1Routes(app: FastifyInstance, context: V1Context): Promise<void> {
  readJson(app)
  answerProblems(app, context.log)
  await documentRoutes(app)
  refuseUndocumented(app)
  const typed = withSchemas(app)
  withOtherMethodsRefused(app, () => {
    wallets(typed, context)
    createWalletRoute(typed, context)
    listWalletsRoute(typed, context)
    changeWalletRoutes(typed, context)
    balanceAt(typed, context)
    statement(typed, context)
    statementFile(typed, context)
    operations(typed, context)
    traceOperation(typed, context)
    submitOperation(typed, context)
    submitBatch(typed, context)
    positions(typed, context)
    currencyRoutes(typed, context)
    groupRoutes(typed, context)
    rebalanceRoutes(typed, context)
    eventsRoute(typed, context)
    bankRoutes(typed, context)
    paymentRoutes(typed, context)
    settlementRoutes(typed, context)
    cardTransactionRoutes(typed, context)
    payableRoutes(typed, context)
    userRoutes(typed, context)
    tokenRoutes(typed, context)
    keyRoutes(typed, context)
    listAuditRoute(typed, context)
    openApiRoute(app)
    webhookRoutes(typed, context)
    fraudCheckRoutes(typed, context)
    ruleRoutes(typed, context)
    deadLetterRoutes(typed, context)
  })
}

function withSchemas(app: FastifyInstance) {
  return app.withTypeProvider<TypeBoxTypeProvider>()
}
