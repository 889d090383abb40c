import type { V1App, V1Context } from '../v1.ts'
import { approveSettlement } from './approve-settlement.ts'
import { cancelSettlement } from './cancel-settlement.ts'
import { listSettlementAccounts } from './list-settlement-accounts.ts'
import { listSettlements } from './list-settlements.ts'
import { readSettlement } from './read-settlement.ts'
import { settlementFile } from './settlement-file.ts'
import { takeSettlement } from './take-settlement.ts'

/** Snapshots of what banks are owed, and their settlement: all of it is a settler's answer. */
export function settlementRoutes(app: V1App, context: V1Context): void {
  takeSettlement(app, context)
  listSettlements(app, context)
  readSettlement(app, context)
  listSettlementAccounts(app, context)
  approveSettlement(app, context)
  cancelSettlement(app, context)
  settlementFile(app, context)
}
