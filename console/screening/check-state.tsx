import type { FraudCheck } from '../data/client.ts'
import { Badge, type Tone } from '../parts/badge.tsx'

const STATES: Readonly<Record<FraudCheck['state'], readonly [Tone, string]>> = {
  pending: ['calm', 'asks the rules'],
  review: ['warn', 'waits for a person'],
  allowed: ['good', 'allowed'],
  rejected: ['bad', 'rejected'],
}

/** What has become of a check. */
export function CheckState({ state }: Pick<FraudCheck, 'state'>) {
  const [tone, text] = STATES[state]
  return <Badge tone={tone}>{text}</Badge>
}

export function isWaiting({ state }: Pick<FraudCheck, 'state'>): boolean {
  return state === 'pending' || state === 'review'
}
