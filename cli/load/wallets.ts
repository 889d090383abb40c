import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import type { Gateway } from './gateway.ts'
import { inParallel } from './in-parallel.ts'
import type { PayRequest } from './payment-api.ts'
import { AMOUNT_MAX_MICROS, type Kind, type Payment } from './payments.ts'

/** The wallets of a run, all in one currency. */
export interface RunWallets {
  ids: readonly number[]
  /** Of each wallet before the first payment. */
  balances: readonly bigint[]
  currency: string
}

export interface WalletsContext {
  gateway: Gateway
  parallel: number
  signal: AbortSignal
}

export interface OwnWallets {
  count: number
  kind: Kind
  transactions: number
}

const CURRENCY = 'USD'
const POLL_MS = 100
const FUNDED_STALL_MAX_MS = 30_000

/** Makes wallets, for transfers with so much money that no payment of the run can be declined. */
export async function ownWallets(
  { count, kind, transactions }: OwnWallets,
  { gateway, parallel, signal }: WalletsContext,
): Promise<RunWallets> {
  const places = Array.from({ length: count }, (_, i) => i)
  const ids = await inParallel(places, parallel, async (i) => {
    signal.throwIfAborted()
    return gateway.createWallet({ name: `Load ${i + 1}`, currency: CURRENCY })
  })
  const balance = kind === 'deposits' ? 0n : BigInt(transactions) * AMOUNT_MAX_MICROS
  if (balance > 0n) {
    await inParallel(ids, parallel, (id) => fund(gateway, id, balance, signal))
    await untilFunded(ids, balance, { gateway, parallel, signal })
  }
  return { ids, balances: ids.map(() => balance), currency: CURRENCY }
}

const FUND_ATTEMPTS_MAX = 20

async function fund(gateway: Gateway, targetId: number, amountMicros: bigint, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    const answer = await gateway.pay({ originId: null, targetId, amountMicros, currency: CURRENCY })
    if (answer.kind === 'accepted') return
    if (answer.kind === 'bad') throw new CommandError(`the first deposit to wallet ${targetId} failed: ${answer.error}`)
    if (attempt === FUND_ATTEMPTS_MAX) throw new CommandError('the gateway is overloaded before the load test began')
    await delay(answer.retryAfterMs, undefined, { signal })
  }
}

async function untilFunded(
  ids: readonly number[],
  balance: bigint,
  { gateway, parallel, signal }: WalletsContext,
): Promise<void> {
  let waiting = ids
  for (let stalledMs = 0; ; stalledMs += POLL_MS) {
    const balances = await inParallel(waiting, parallel, async (id) => (await gateway.wallet(id))?.balance)
    const left = waiting.filter((_, i) => balances[i] !== balance)
    if (left.length === 0) return
    if (left.length < waiting.length) stalledMs = 0
    if (stalledMs >= FUNDED_STALL_MAX_MS) {
      throw new CommandError(
        `${left.length} first deposits still wait: does an op_processor run? see walletmesh status`,
      )
    }
    waiting = left
    await delay(POLL_MS, undefined, { signal })
  }
}

/**
 * Wallets that exist, by their ids from `first` to `last`. Throws a CommandError when one of them is missing, not open,
 * or of another currency.
 */
export async function existingWallets(
  { first, last }: { first: number; last: number },
  { gateway, parallel, signal }: WalletsContext,
): Promise<RunWallets> {
  const ids = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const wallets = await inParallel(ids, parallel, async (id) => {
    signal.throwIfAborted()
    const wallet = await gateway.wallet(id)
    if (wallet === undefined) throw new CommandError(`there is no wallet ${id}`)
    if (wallet.state !== 'open') throw new CommandError(`wallet ${id} is ${wallet.state}`)
    return wallet
  })
  const currency = wallets[0]?.currency ?? CURRENCY
  const other = wallets.findIndex((wallet) => wallet.currency !== currency)
  if (other !== -1) {
    throw new CommandError(
      `wallet ${ids[0]} is in ${currency} and wallet ${ids[other]} in ${wallets[other]?.currency}: name a range in one currency`,
    )
  }
  return { ids, balances: wallets.map(({ balance }) => balance), currency }
}

/** A payment between these wallets as a gateway is asked for it. */
export function walletRequestOf({ ids, currency }: RunWallets, { origin, target, amountMicros }: Payment): PayRequest {
  return { originId: origin === null ? null : idAt(ids, origin), targetId: idAt(ids, target), amountMicros, currency }
}

function idAt(ids: readonly number[], place: number): number {
  const id = ids[place]
  if (id === undefined) throw new RangeError(`the run has no wallet ${place}`)
  return id
}
