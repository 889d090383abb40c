import type { Log } from '../../common/log.ts'
import type { Settings } from '../../common/settings/settings.ts'
import type { Tls } from '../../common/tls/tls.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Pools } from '../pools.ts'
import { Accounts } from './accounts.ts'
import { createPayments, type Payments } from './payments.ts'
import { createSettlers, type Settlers } from './settlers.ts'

/** Clearing between banks, as all ways in use it. */
export interface Clearing {
  accounts: Accounts
  payments: Payments
  settlers: Settlers
}

export interface ClearingOptions {
  settings: Pick<Settings['settlement'], 'paymentMax' | 'settlers'>
  ingest: Ingest
  pools: Pick<Pools, 'reads' | 'writes'>
  tls: Tls | undefined
  log: Log
}

export function openClearing({ settings, ingest, pools, tls, log }: ClearingOptions): Clearing {
  const accounts = new Accounts(pools)
  return {
    accounts,
    payments: createPayments({ ingest, accounts, amountMax: settings.paymentMax }),
    settlers: createSettlers({ settlers: settings.settlers, tls, log }),
  }
}
