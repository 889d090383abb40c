import type { Wallet } from '../data/client.ts'
import { Badge, type Tone } from '../parts/badge.tsx'

const TONES: Readonly<Record<Wallet['state'], Tone>> = { open: 'good', frozen: 'calm', closed: 'quiet' }

export function StateBadge({ state }: Pick<Wallet, 'state'>) {
  return <Badge tone={TONES[state]}>{state}</Badge>
}
