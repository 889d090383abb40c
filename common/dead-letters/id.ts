const JOB = /^job-(\d{1,18})$/

export function jobIdOf(job: bigint): string {
  return `job-${job}`
}

/** The job that a dead letter's id names; null when it is none of a job. */
export function jobOf(id: string): bigint | null {
  const digits = JOB.exec(id)?.[1]
  return digits === undefined ? null : BigInt(digits)
}
