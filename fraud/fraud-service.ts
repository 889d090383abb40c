import { ServerError, Status } from 'nice-grpc'
import type { Pool } from '../common/database/pool.ts'
import type { Judgement } from '../common/fraud/judge.ts'
import { type GrpcService, grpcService } from '../common/grpc/server.ts'
import type { Log } from '../common/log.ts'
import { isUuid } from '../common/uuid.ts'
import { isOperationAmount } from '../ledger/money.ts'
import {
  FraudServiceDefinition,
  type FraudServiceImplementation,
  type ScreenRequest,
  ScreenVerdict,
} from '../proto/gen/walletmesh/v1/fraud.ts'
import type { FraudMetrics } from './metrics.ts'
import { screen } from './screen.ts'

export interface FraudServiceOptions {
  pool: Pool
  metrics: FraudMetrics
  log: Log
}

const VERDICTS: Record<Judgement['verdict'], ScreenVerdict> = {
  allow: ScreenVerdict.SCREEN_VERDICT_ALLOW,
  reject: ScreenVerdict.SCREEN_VERDICT_REJECT,
  review: ScreenVerdict.SCREEN_VERDICT_REVIEW,
}

/** Serves FraudService. */
export function createFraudService({ pool, metrics, log }: FraudServiceOptions): GrpcService {
  const implementation: FraudServiceImplementation = {
    async screen(request) {
      assertSound(request)
      const startedAt = performance.now()
      const { operationId, originWalletId: originId, targetWalletId: targetId, amount, currency, acceptedAt } = request
      const judgement = await screen(pool, { operationId, originId, targetId, amount, currency, acceptedAt })
      const { verdict, score, reasons, ruleId } = judgement
      metrics.screened(verdict, performance.now() - startedAt)
      const about = { operation_id: operationId, request_id: request.requestId || null, verdict, score, reasons }
      log[verdict === 'allow' ? 'debug' : 'info'](about, 'screened')
      return { verdict: VERDICTS[verdict], score, reasons, ...(ruleId === null ? {} : { ruleId }) }
    },
  }
  return grpcService(FraudServiceDefinition, implementation)
}

const CURRENCY = /^[A-Z][A-Z0-9]{2,9}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/

function assertSound(request: ScreenRequest): void {
  const { operationId, originWalletId, targetWalletId, amount, currency, acceptedAt } = request
  const flaws = {
    operation_id: !isUuid(operationId),
    origin_wallet_id: originWalletId <= 0n,
    target_wallet_id: targetWalletId <= 0n || targetWalletId === originWalletId,
    amount: !isOperationAmount(amount),
    currency: !CURRENCY.test(currency),
    accepted_at: !TIME.test(acceptedAt),
  }
  const flaw = Object.entries(flaws).find(([, isThere]) => isThere)?.[0]
  if (flaw !== undefined) throw new ServerError(Status.INVALID_ARGUMENT, `${flaw} is not that of a transfer`)
}
