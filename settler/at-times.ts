import { schedule } from 'node-cron'

/** Runs something at the times that cron names, in UTC and not twice at once, until the function that it returns is called. */
export function atTimes(cron: string, run: (at: Date) => Promise<void>): () => Promise<void> {
  const task = schedule(cron, ({ date }) => run(date), { timezone: 'UTC', noOverlap: true })
  return async () => {
    await task.destroy()
  }
}
