import type { V1App, V1Context } from '../v1.ts'
import { createBankRoute } from './create-bank.ts'
import { listAccountsRoute } from './list-accounts.ts'
import { listBanksRoute } from './list-banks.ts'
import { readAccountRoute } from './read-account.ts'
import { readBankRoute } from './read-bank.ts'
import { updateBankRoute } from './update-bank.ts'

/** Banks, and their clearing accounts. */
export function bankRoutes(app: V1App, context: V1Context): void {
  listBanksRoute(app, context)
  createBankRoute(app, context)
  readBankRoute(app, context)
  updateBankRoute(app, context)
  listAccountsRoute(app, context)
  readAccountRoute(app, context)
}
