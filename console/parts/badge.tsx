import type { ReactNode } from 'react'

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'quiet'

export function Badge({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  )
}

const STATUSES: Readonly<Record<string, readonly [Tone, string]>> = {
  new: ['calm', 'queued'],
  processing: ['warn', 'processing'],
  success: ['good', 'applied'],
  decline: ['bad', 'declined'],
}

/** What has become of an operation. */
export function StatusBadge({ status }: { status: string }) {
  const [tone, text] = STATUSES[status] ?? ['quiet', status]
  return <Badge tone={tone}>{text}</Badge>
}
