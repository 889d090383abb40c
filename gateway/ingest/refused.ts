import type { RefusalCode } from '../codes.ts'
import { currencyNotAllowed } from '../currency-code.ts'
import { Refused } from '../errors.ts'
import { noWallet } from '../wallet-id.ts'
import type { NewOperation } from './ingest.ts'
import type { Flaw } from './sql/queue-requests.ts'
import type { ReversalFlaw } from './sql/queue-reversal.ts'

/** Nothing of a batch was queued, because some of it is refused. */
export class BatchRefused<Refusal extends Refused = Refused> extends Refused {
  /** By place in the batch. */
  readonly refusals: ReadonlyMap<number, Refusal>

  constructor(refusals: ReadonlyMap<number, Refusal>) {
    super('batch_refused', `${refusals.size} of its operations are refused, so that none was queued`)
    this.refusals = refusals
  }
}

/** What a refusal tells of. */
type Told = Partial<Pick<NewOperation, 'kind' | 'originId' | 'targetId' | 'holdId'>>

/** It names what does not exist. */
export class OperationRefused extends Refused {
  readonly flaw: Flaw

  constructor(flaw: Flaw, operation: Told) {
    const { code, message } = refusalOf(flaw, operation)
    super(code, message)
    this.flaw = flaw
  }

  /** As it was told before. @param named the wallet or the hold that it is about */
  static again(flaw: Flaw, named: number | string | null, kind?: NewOperation['kind']): OperationRefused {
    const told = kind === undefined ? {} : { kind }
    if (typeof named === 'string') return new OperationRefused(flaw, { ...told, holdId: named })
    const id = BigInt(named ?? 0)
    return new OperationRefused(flaw, { ...told, originId: id, targetId: id })
  }
}

function refusalOf(
  flaw: Flaw,
  { kind, originId = null, targetId = null, holdId }: Told,
): { code: RefusalCode; message: string } {
  switch (flaw) {
    case 'currency':
      return currencyNotAllowed()
    case 'origin':
      return noWallet(originId ?? 0n)
    case 'target':
      return noWallet(targetId ?? 0n)
    case 'hold':
      return { code: 'not_found', message: `no hold with id: ${holdId}` }
    case 'amount': {
      const otherwise = kind === 'capture' ? ', or name an amount' : ''
      return { code: 'not_applied', message: `hold ${holdId} is not applied yet: try again when it is${otherwise}` }
    }
    case 'expiry':
      return { code: 'invalid', message: 'must not be longer than the setting holds.expiresAfterMax' }
    case 'self':
      return { code: 'invalid', message: 'must be another wallet than the one of the hold' }
  }
}

/** Why an operation is not taken back. @param what names it */
export function reversalRefused(flaw: Exclude<ReversalFlaw, 'unknown' | 'taken'>, what: string): Refused {
  switch (flaw) {
    case 'irreversible':
      return new Refused('not_reversible', `${what} is of a kind that is not taken back here`)
    case 'waits':
      return new Refused('not_applied', `${what} is not applied yet: try again when it is`)
    case 'declined':
      return new Refused('not_applied', `${what} was declined: there is nothing to take back`)
    case 'reversed':
      return new Refused('already_reversed', `${what} was taken back already`)
  }
}
