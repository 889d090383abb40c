/** Learns of work, to wake whoever does it. */
export interface WorkListener {
  /** Operations were committed to the queues of these groups. */
  workQueued(groups: readonly number[]): void
}
