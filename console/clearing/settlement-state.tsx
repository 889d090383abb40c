import type { Settlement } from '../data/client.ts'
import { Badge, type Tone } from '../parts/badge.tsx'

const TONES: Readonly<Record<Settlement['state'], Tone>> = {
  open: 'calm',
  approved: 'warn',
  settled: 'good',
  cancelled: 'quiet',
  expired: 'quiet',
  superseded: 'quiet',
}

export function SettlementState({ state }: Pick<Settlement, 'state'>) {
  return <Badge tone={TONES[state]}>{state}</Badge>
}
