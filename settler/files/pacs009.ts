import { createHash } from 'node:crypto'
import { parse, v4 } from 'uuid'
import type { BankPosition, Transfer } from '../netting/netting.ts'
import { dollars, MICROS_PER_CENT, type Settlement } from './settlement.ts'
import { type Element, element, xmlDocument } from './xml.ts'

interface Payment {
  readonly uetr: string
  readonly amount: string
  readonly debtor: Element
  readonly creditor: Element
}

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08'
const NAME_LENGTH_MAX = 140
const BANK_ID_SCHEME = 'CLEARING HOUSE BANK ID'
/** An amount and the control sum have at most 18 digits, two of them after the point. */
const CENTS_MAX = 10n ** 18n - 1n

/**
 * The settlement as ISO 20022 FinancialInstitutionCreditTransfer, pacs.009.001.08: one transfer per pay-in (from the bank to
 * the clearing house) and per pay-out (to the bank), pay-ins first. The same settlement always gives the same identifications,
 * so a receiver can tell a file that comes twice.
 *
 * None when nothing is to be moved: the message has at least one transfer.
 *
 * @throws RangeError when an amount is not a whole number of cents or too large for the message, when an instant or the date
 *   is not one, or when the clearing house has neither BIC nor name
 * @throws TypeError when the settlement's id is not a UUID
 */
export function pacs009(settlement: Settlement): string | null {
  const payments = paymentsOf(settlement)
  if (payments.length === 0) return null
  return xmlDocument(
    element(
      'Document',
      [
        element('FICdtTrf', [
          groupHeader(settlement, payments.length),
          ...payments.map((payment) => creditTransfer(payment, settlement)),
        ]),
      ],
      { xmlns: NAMESPACE },
    ),
  )
}

/**
 * CLRG, since the transfers settle through the clearing system whose house is a party to each. INDA would name an agent that
 * books them in an account it keeps for the sender.
 *
 * The sum is CtrlSum, which counts every amount. TtlIntrBkSttlmAmt is what moves between the one sender and the one receiver of
 * a message; these transfers go both ways between the house and many banks.
 *
 * The date is here alone: the message's GroupHeaderInterbankSettlementDateRule forbids it in the transfers then.
 */
function groupHeader({ settlementId, createdAt, settlementDate, netting }: Settlement, count: number): Element {
  const sum = 2n * netting.net
  if (sum / MICROS_PER_CENT > CENTS_MAX) throw new RangeError(`${sum} micro-units are too much for the message`)
  return element('GrpHdr', [
    element('MsgId', hex(parse(settlementId))),
    element('CreDtTm', new Date(createdAt).toISOString()),
    element('NbOfTxs', count.toString()),
    element('CtrlSum', dollars(sum, 'the control sum')),
    element('IntrBkSttlmDt', isoDate(settlementDate)),
    element('SttlmInf', [element('SttlmMtd', 'CLRG')]),
  ])
}

function creditTransfer({ uetr, amount, debtor, creditor }: Payment, { currency, takenAt }: Settlement): Element {
  // The clearing house initiates, instructs and numbers the transfer, so that one reference is all three.
  const reference = hex(parse(uetr))
  return element('CdtTrfTxInf', [
    element('PmtId', [
      element('InstrId', reference),
      element('EndToEndId', reference),
      element('TxId', reference),
      element('UETR', uetr),
    ]),
    element('IntrBkSttlmAmt', amount, { Ccy: currency }),
    element('Dbtr', [debtor]),
    element('Cdtr', [creditor]),
    element('RmtInf', [element('Ustrd', `Net settlement of what was owed at ${new Date(takenAt).toISOString()}`)]),
  ])
}

function paymentsOf({ settlementId, clearingHouse, netting }: Settlement): Payment[] {
  const house = clearingHouseId(clearingHouse)
  const common = ({ bank, amount }: Transfer) => ({
    uetr: uetrOf(settlementId, bank.bankId),
    amount: dollars(amount, `the net amount of bank ${bank.bankId}`),
  })
  return [
    ...netting.payIns.map((payIn) => ({ ...common(payIn), debtor: bankId(payIn.bank), creditor: house })),
    ...netting.payOuts.map((payOut) => ({ ...common(payOut), debtor: house, creditor: bankId(payOut.bank) })),
  ]
}

/** A BIC says all; a name or the clearing house's own number beside it could only contradict it. */
function bankId({ bankId, name, bic }: BankPosition): Element {
  if (bic !== null) return element('FinInstnId', [element('BICFI', bic)])
  return element('FinInstnId', [
    ...nameOf(name),
    element('Othr', [element('Id', bankId.toString()), element('SchmeNm', [element('Prtry', BANK_ID_SCHEME)])]),
  ])
}

function clearingHouseId({ name, bic }: Settlement['clearingHouse']): Element {
  const identification = bic === null ? nameOf(name) : [element('BICFI', bic)]
  if (identification.length === 0) throw new RangeError('the clearing house has neither BIC nor name')
  return element('FinInstnId', identification)
}

/**
 * At most 140 characters of printable Basic Latin, which is what networks that carry the message take (CBPR+): letters lose
 * their marks, and what has no such letter becomes a full stop. None when nothing is left.
 */
function nameOf(name: string): Element[] {
  const latin = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[^ -~]/gu, '.')
    .trim()
    .slice(0, NAME_LENGTH_MAX)
    .trim()
  return latin === '' ? [] : [element('Nm', latin)]
}

/** The transfer's unique end-to-end reference: formed like a random UUID, but always the same for the same transfer. */
function uetrOf(settlementId: string, bankId: number): string {
  const hash = createHash('sha256').update(parse(settlementId)).update(`/${bankId}`).digest()
  return v4({ random: hash.subarray(0, 16) })
}

/** 32 characters: an identification of the message holds at most 35, which a UUID with its hyphens exceeds. */
function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function isoDate(date: string): string {
  if (new Date(`${date}T00:00:00Z`).toISOString() === `${date}T00:00:00.000Z`) return date
  throw new RangeError(`${date} is not a date`)
}
