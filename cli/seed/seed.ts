import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import {
  CARD,
  CARD_PAYMENTS,
  type DemoUser,
  type DemoWallet,
  PASSWORD,
  RATES,
  RULE,
  TRANSFERS,
  USERS,
  WALLETS,
} from './demo.ts'
import type { GatewayClient, WalletAnswer } from './gateway-client.ts'

export interface Seeded {
  users: readonly DemoUser[]
  wallets: (DemoWallet & WalletAnswer)[]
  rates: number
  deposits: number
  transfers: number
  cardPayments: number
}

const MICROS_PER_UNIT = 1_000_000
const POLL_MS = 50
const APPLY_MAX_MS = 60_000

/**
 * Makes the demo data through a gateway, and returns when all of it is applied.
 * Throws a CommandError when the mesh has wallets already.
 */
export async function seed(gateway: GatewayClient): Promise<Seeded> {
  // The first wallet of a mesh has the id 1, and none is ever removed.
  if ((await gateway.wallet(1)) !== undefined) {
    throw new CommandError(
      'the mesh has wallets already: demo data is for an empty one, such as walletmesh up --ephemeral',
    )
  }
  await gateway.post('/update_currencies', { Rates: RATES })
  await gateway.ensureRule(RULE)
  const owners = new Map<number, string>()
  for (const { wallets, ...user } of USERS) {
    const { id } = await gateway.createUser({ ...user, password: PASSWORD })
    for (const place of wallets) owners.set(place, id)
  }
  const ids: number[] = []
  for (const [place, { name, country, city, currency }] of WALLETS.entries()) {
    const owner_id = owners.get(place) ?? null
    const { id } = await gateway.createWallet({ name, country, city, currency, owner_id })
    ids.push(id)
  }
  await applied(
    gateway,
    WALLETS.map(({ deposit }, i) => ['/receive_amount', { WalletId: ids[i], ...amountOf(deposit) }]),
  )
  await applied(
    gateway,
    TRANSFERS.map(({ origin, target, ...amount }) => [
      '/transfer_amount',
      { OriginWalletId: ids[origin], TargetWalletId: ids[target], ...amountOf(amount) },
    ]),
  )
  await chargeCards(gateway, ids)
  const answers = await Promise.all(ids.map((id) => gateway.wallet(id)))
  return {
    users: USERS,
    wallets: WALLETS.flatMap((wallet, i) => {
      const answer = answers[i]
      return answer === undefined ? [] : [{ ...wallet, ...answer }]
    }),
    rates: Object.keys(RATES).length,
    deposits: WALLETS.length,
    transfers: TRANSFERS.length,
    cardPayments: CARD_PAYMENTS.length,
  }
}

/** Returns when all of them are charged. */
async function chargeCards(gateway: GatewayClient, ids: readonly number[]): Promise<void> {
  for (const { target, description, units, method } of CARD_PAYMENTS) {
    const { id, status } = await gateway.chargeCard({
      wallet_id: ids[target] ?? 0,
      description,
      amount: String(units * MICROS_PER_UNIT),
      currency: WALLETS[target]?.currency ?? '',
      payment_method: method,
      card: CARD,
    })
    if (status === 'processing' || status === 'declined') {
      throw new CommandError(`card transaction ${id} is ${status}: does an op_processor run? see walletmesh status`)
    }
  }
}

function amountOf({ units, currency }: { units: number; currency: string }) {
  return { Amount: units * MICROS_PER_UNIT, Currency: currency }
}

/** Sends the requests, all at once, and returns when their operations succeeded. */
async function applied(gateway: GatewayClient, requests: [path: string, body: unknown][]): Promise<void> {
  const payloads = await Promise.all(requests.map(([path, body]) => gateway.post(path, body)))
  const waiting = new Set(payloads.map(({ TransactionId }) => String(TransactionId)))
  for (let waitedMs = 0; waiting.size > 0; waitedMs += POLL_MS) {
    if (waitedMs >= APPLY_MAX_MS) {
      throw new CommandError(`${waiting.size} operations still wait: does an op_processor run? see walletmesh status`)
    }
    for (const id of waiting) {
      const { status, reason } = await gateway.operation(id)
      if (status === 'decline') throw new CommandError(`operation ${id} was declined: ${reason}`)
      if (status !== 'success') break
      waiting.delete(id)
    }
    if (waiting.size > 0) await delay(POLL_MS)
  }
}
