import { CommandError } from '../../common/command.ts'
import type { Gateway } from './gateway.ts'
import { inParallel } from './in-parallel.ts'
import type { BankAccount, BankPayRequest } from './payment-api.ts'
import type { Payment } from './payments.ts'

/** The clearing accounts of a run. */
export interface RunAccounts {
  accounts: readonly BankAccount[]
  /** Of each before the first payment; 0 for those that it opens. */
  balances: readonly bigint[]
}

export interface AccountsContext {
  gateway: Pick<Gateway<unknown>, 'account' | 'banks'>
  parallel: number
  signal: AbortSignal
}

export const CURRENCY = 'USD'

/** The same accounts of the first banks in every run, so that runs do not fill a mesh with accounts. */
export async function bankAccounts(
  { banks, accounts }: { banks: number; accounts: number },
  { gateway, parallel, signal }: AccountsContext,
): Promise<RunAccounts> {
  const known = await gateway.banks()
  if (known.length < banks) {
    throw new CommandError(
      `there are ${known.length} banks, not ${banks}: name fewer, or make some with POST /v1/banks`,
    )
  }
  const own = known
    .slice(0, banks)
    .flatMap(({ id }) => Array.from({ length: accounts }, (_, i) => ({ bankId: id, account: `Load ${i + 1}` })))
  const balances = await inParallel(own, parallel, async (account) => {
    signal.throwIfAborted()
    return (await gateway.account(account))?.balance ?? 0n
  })
  return { accounts: own, balances }
}

/** The wallet of each account; 0 where there is none, because no payment to it or from it was accepted. */
export async function walletIdsOf(
  { accounts }: RunAccounts,
  { gateway, parallel, signal }: AccountsContext,
): Promise<number[]> {
  return inParallel(accounts, parallel, async (account) => {
    signal.throwIfAborted()
    return (await gateway.account(account))?.walletId ?? 0
  })
}

/** A payment between these accounts as a gateway is asked for it. */
export function accountRequestOf({ accounts }: RunAccounts, { origin, target, amountMicros }: Payment): BankPayRequest {
  const [from, to] = [origin === null ? undefined : accounts[origin], accounts[target]]
  if (from === undefined || to === undefined) throw new RangeError(`the run has no account ${origin} or ${target}`)
  return { from, to, amountMicros, currency: CURRENCY }
}
