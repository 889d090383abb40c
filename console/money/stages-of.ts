import type { Operation } from '../data/client.ts'

export interface Stage {
  is: 'queued' | 'debited' | 'credited' | 'refunded'
  name: string
  state: 'done' | 'now' | 'waiting' | 'refused'
}

type Known = Pick<Operation, 'kind' | 'status' | 'debit' | 'reason' | 'origin_wallet_id' | 'target_wallet_id'>

/**
 * The stages that an operation goes through, and how far it is: queued, debited where it has an origin, credited where it has a
 * target. One that is declined ends where that was decided; where the debit was done before, with its refund.
 */
export function stagesOf(operation: Known | undefined): Stage[] {
  if (operation === undefined)
    return [stage('queued', 'now'), stage('debited', 'waiting'), stage('credited', 'waiting')]
  const { kind, status, debit, reason, origin_wallet_id: origin, target_wallet_id: target } = operation
  const ways: Stage['is'][] = [
    ...(origin === null ? [] : ['debited' as const]),
    ...(target === null ? [] : ['credited' as const]),
  ]
  const queued = stage('queued', 'done')
  const ofHold = OF_HOLDS[kind]
  if (ofHold !== undefined)
    return [queued, { ...stage('debited', HOW_FAR[status]), name: status === 'decline' ? 'Declined' : ofHold }]
  if (status === 'success') return [queued, ...ways.map((is) => stage(is, 'done'))]
  const isDebited = origin !== null && debit !== null
  // A reason while it is under way: what was debited is on its way back.
  const isRefused = status === 'decline' || (isDebited && reason !== null)
  if (isRefused && isDebited) {
    const refunded = stage('refunded', status === 'decline' ? 'done' : 'now')
    return [queued, stage('debited', 'done'), { ...stage('credited', 'refused'), name: 'Declined' }, refunded]
  }
  if (isRefused) return [queued, { ...stage(ways[0] ?? 'credited', 'refused'), name: 'Declined' }]
  const done = isDebited ? 1 : 0
  return [queued, ...ways.map((is, i) => stage(is, i < done ? 'done' : i === done ? 'now' : 'waiting'))]
}

/** What happens to the wallet of these is no debit. */
const OF_HOLDS: Partial<Record<Operation['kind'], string>> = { hold: 'Held', release: 'Released', expiry: 'Released' }

const NAMES = { queued: 'Queued', debited: 'Debited', credited: 'Credited', refunded: 'Refunded' } as const

const HOW_FAR = { new: 'now', processing: 'now', success: 'done', decline: 'refused' } as const

function stage(is: Stage['is'], state: Stage['state']): Stage {
  return { is, name: NAMES[is], state }
}
