import { lockGroups, shareTopology } from '../../common/database/locks.ts'
import type { Client, Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { type Claim, KeyTaken } from '../idempotency/claim.ts'
import { keepAnswer } from '../idempotency/sql/keep-answer.ts'
import { readWallet, type WalletRow } from './read-wallet.ts'

/** What may be changed of a wallet; of several, all or none. */
export interface WalletChange {
  state?: 'open' | 'frozen' | 'closed'
  /** Micro-units; the floor is minus it. */
  creditLimit?: bigint
}

/**
 * Why a wallet stays as it is: there is none; it is a clearing account; it is closed, which is for ever; it cannot be closed while it
 * has money or holds; its balance without what is held is below what the credit limit allows.
 */
export type ChangeFlaw = 'unknown' | 'clearing' | 'closed' | 'not_empty' | 'below_balance'

interface Row {
  group_id: number
  bank_id: number | null
  state: 'open' | 'frozen' | 'closed'
  balance: bigint
  held: bigint
  floor: bigint | null
}

const WALLET = 'select group_id, bank_id, state, balance, held, floor from wallets where id = $1'

async function read(client: Client, id: number): Promise<Row | undefined> {
  const { rows } = await client.query<Row>({ name: 'wallet-to-change', text: WALLET, values: [id] })
  return rows[0]
}

/** How the change is answered. */
export interface ChangeAnswer<Answer> {
  /** Its key is taken in the transaction that changes the wallet. */
  claim: Claim | undefined
  answerOf: (wallet: WalletRow) => Answer
}

/**
 * Changes a wallet while nobody applies anything to its group: what was decided before is committed before, or decided again.
 * (The trigger of the table takes the same lock, but only when the row is locked, for which a commit under that lock may wait.)
 *
 * Returns why not, or the answer of the wallet as it is then. Throws KeyTaken when another request has the key.
 */
export async function changeWallet<Answer extends object>(
  pool: Pool,
  id: number,
  change: WalletChange,
  { claim, answerOf }: ChangeAnswer<Answer>,
): Promise<Answer | ChangeFlaw> {
  return transaction(pool, async (client) => {
    // Wallets move under the exclusive lock: from here on it stays in its group.
    await shareTopology(client)
    const placed = await read(client, id)
    if (placed === undefined) return 'unknown'
    await lockGroups(client, [placed.group_id])
    const wallet = await read(client, id)
    if (wallet === undefined) return 'unknown'
    const state = change.state ?? wallet.state
    const floor = change.creditLimit === undefined ? wallet.floor : -change.creditLimit
    const flaw = flawOf(wallet, state, floor)
    if (flaw !== null) return flaw
    if (state !== wallet.state || floor !== wallet.floor) {
      await client.query('update wallets set state = $2, floor = $3 where id = $1', [id, state, floor])
    }
    const changed = await readWallet(client, id)
    if (changed === null) throw new Error(`wallet ${id} went away under its lock`)
    const answer = answerOf(changed)
    if (claim !== undefined && !(await keepAnswer(client, claim, answer))) throw new KeyTaken()
    return answer
  })
}

function flawOf(wallet: Row, state: Row['state'], floor: bigint | null): ChangeFlaw | null {
  const { balance, held } = wallet
  if (wallet.bank_id !== null) return 'clearing'
  if (wallet.state === 'closed') return state === 'closed' && floor === wallet.floor ? null : 'closed'
  if (state === 'closed' && (balance !== 0n || held !== 0n)) return 'not_empty'
  return floor !== null && balance - held < floor ? 'below_balance' : null
}
