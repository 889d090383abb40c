import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { netOf } from '../../ledger/card-fee.ts'
import type { Acquirer } from '../acquirer/acquirer.ts'
import { SIMULATOR } from '../acquirer/acquirers.ts'
import { Refused } from '../errors.ts'
import type { Claim } from '../idempotency/claim.ts'
import { operationIds } from '../ingest/operation-ids.ts'
import type { Outcomes } from '../outcomes.ts'
import { noWallet } from '../wallet-id.ts'
import type { WorkListener } from '../work-listener.ts'
import { askAcquirer } from './ask-acquirer.ts'
import { brandOf } from './card-number.ts'
import { type CardsJob, createCardsJob } from './cards-job.ts'
import { type Fingerprints, openFingerprints } from './fingerprints.ts'
import type { NewCardTransaction } from './new-card-transaction.ts'
import { insertTransaction } from './sql/insert-transaction.ts'
import { readChargedWallet } from './sql/read-charged-wallet.ts'
import { readPayableOf } from './sql/read-payables.ts'
import { readTransaction, type TransactionState } from './sql/read-transactions.ts'
import { type RefundFlaw, requestRefund } from './sql/request-refund.ts'

export interface CardsOptions {
  settings: Settings['cards']
  acquirer: Acquirer
  /** Whether something depends on this installation. */
  isProduction: boolean
  /** A pipelined one. */
  writes: Pool
  reads: Pool
  outcomes: Pick<Outcomes, 'ended'>
  listener: WorkListener
  /** Throws what queueing so many operations now would reject with for want of room. */
  assertRoomFor: (operations: number) => void
  /** From 0 up to 1. */
  random: () => number
  log: Log
}

/** Card transactions of merchants: authorized by an acquirer, charged and refunded by the ledger. */
export interface Cards extends Service {
  readonly fingerprints: Fingerprints
  /** How long `authorize` may take. */
  readonly waitMaxMs: number
  /**
   * Keeps a transaction before anybody is asked, and returns its id. Rejects with Refused `not_found` and `invalid` for what names no wallet or
   * another currency, `wallet_closed` where nothing can come in; and with KeyTaken.
   */
  open(transaction: NewCardTransaction, claim: Claim | undefined): Promise<string>
  /** Asks the acquirer, and waits for the ledger for a while. The card is known to nobody afterwards. */
  authorize(id: string, transaction: NewCardTransaction): Promise<void>
  /** Asks for money back, null for all that is left, and returns the refund's id. Rejects with Refused, and KeyTaken. */
  refund(transactionId: string, amount: bigint | null, claim: Claim | undefined): Promise<string>
  /** Waits for the end of a refund for a while. */
  refunded(id: string): Promise<void>
  read(id: string): Promise<TransactionState | null>
}

/** For the ledger, after the acquirer has answered. */
const LEDGER_WAIT_MS = 2_000
/** What writing may take beside what is waited for, before somebody else asks in our place. */
const GRACE_MS = 5_000
const BIN_DIGITS = 6

export function createCards(options: CardsOptions): Cards {
  const { settings, writes, reads, outcomes, listener, log } = options
  const fingerprints = openFingerprints(settings.fingerprintKey, writes)
  const nextId = operationIds()
  const job: CardsJob = createCardsJob({ ...options, nextId })

  async function open(asked: NewCardTransaction, claim: Claim | undefined): Promise<string> {
    options.assertRoomFor(1)
    const { walletId, description, method, amount, currency, card } = asked
    const wallet = await readChargedWallet(reads, walletId)
    if (wallet === null) throw noWallet(walletId)
    if (wallet.currency !== currency) {
      const part = { pointer: '/currency', code: 'invalid', detail: 'must be the currency of the wallet' } as const
      throw new Refused('invalid', '/currency must be the currency of the wallet', [part])
    }
    if (wallet.state === 'closed') throw new Refused('wallet_closed', 'the wallet is closed')
    const isCredit = method === 'credit_card'
    const feeBasisPoints = isCredit ? settings.creditFeeBasisPoints : settings.debitFeeBasisPoints
    const net = netOf(amount, BigInt(feeBasisPoints))
    const id = nextId()
    const row = {
      ...{ id, walletId, description, method, amount, fee: amount - net, net, currency },
      delayDays: isCredit ? settings.creditDelayDays : settings.debitDelayDays,
      brand: brandOf(card.number)?.name ?? '',
      bin: card.number.slice(0, BIN_DIGITS),
      lastFour: card.number.slice(-4),
      holder: card.holder,
      expiry: card.expiry,
      fingerprint: await fingerprints.ofNumber(card.number),
      retryInMs: settings.acquirerTimeout + GRACE_MS,
    }
    await insertTransaction(writes, row, claim)
    return id
  }

  async function refund(transactionId: string, amount: bigint | null, claim: Claim | undefined): Promise<string> {
    options.assertRoomFor(1)
    const id = nextId()
    const outcome = await requestRefund(writes, { id, transactionId, amount, claim })
    if (typeof outcome === 'string') throw refundRefused(outcome, transactionId)
    listener.workQueued([outcome.group])
    return id
  }

  return {
    fingerprints,
    waitMaxMs: settings.acquirerTimeout + 2 * LEDGER_WAIT_MS + GRACE_MS,
    open,
    async authorize(id, asked) {
      // What breaks here is gone on with by the job: the transaction tells how far it is.
      await authorize(id, asked).catch((error: unknown) => {
        log.warn({ err: error, card_transaction: id }, 'a card transaction was interrupted: it goes on by itself')
      })
    },
    refund,
    async refunded(id) {
      if ((await outcomes.ended(id, LEDGER_WAIT_MS)) === null) return
      await job.refundNow().catch((error: unknown) => {
        log.warn({ err: error, card_refund: id }, 'a refund was interrupted: it goes on by itself')
      })
    },
    read: (id) => readTransaction(reads, id),
    async start() {
      if (options.isProduction && settings.acquirer === SIMULATOR) {
        log.warn('cards.acquirer is the simulator: no card is charged')
      }
      await job.start()
    },
    stop: () => job.stop(),
  }

  async function authorize(id: string, { amount, currency, card }: NewCardTransaction): Promise<void> {
    const answer = await askAcquirer(settings.acquirerTimeout, (signal) =>
      options.acquirer.authorize({ id, amount, currency, card }, signal),
    )
    if (answer === null) {
      log.warn({ card_transaction: id }, 'the acquirer did not answer: it is asked again')
      await job.delay(id, 1)
      return
    }
    if (!(await job.record(id, answer))) return
    await outcomes.ended(id, LEDGER_WAIT_MS)
    await job.followNow()
    const payable = await readPayableOf(reads, id)
    if (payable?.operation_id == null) return
    await outcomes.ended(payable.operation_id, LEDGER_WAIT_MS)
    await job.followNow()
  }
}

function refundRefused(flaw: RefundFlaw, id: string): Refused {
  switch (flaw) {
    case 'unknown':
      return new Refused('not_found', `no card transaction with id: ${id}`)
    case 'not_charged':
      return new Refused('conflict', `card transaction ${id} is not charged: there is nothing to give back`)
    case 'under_way':
      return new Refused('conflict', `a refund of card transaction ${id} is under way: try again when it has ended`)
    case 'too_much':
      return new Refused('refund_too_large', `card transaction ${id} has less than that to give back`)
    case 'too_small':
      return new Refused('refund_too_large', `so little of card transaction ${id} is all fee: ask for more of it`)
  }
}
