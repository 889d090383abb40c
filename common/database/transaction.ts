import type { Client, Pool } from './pool.ts'

/** Whatever the server's default is: the locks rely on every statement having a snapshot of its own. */
const BEGIN = 'begin isolation level read committed'

/**
 * Runs `work` in one READ COMMITTED transaction. Commits when it resolves; rolls back and rethrows when it throws. A
 * connection whose rollback fails is discarded.
 */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return withConnection(pool, async (client, discard) => {
    try {
      // Not awaited: on a pipelined connection it travels with the first statement of the work.
      const begun = client.query(BEGIN)
      begun.catch(() => {})
      const result = await work(client)
      await begun
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(discard)
      throw error
    }
  })
}

/**
 * One READ COMMITTED transaction whose statements need no answer in between: all are written at once, with `begin` and
 * `commit` around them, and cost one round trip. The pool must be a pipelined one.
 *
 * Resolves with the statements' results once the commit is durable; otherwise throws the first error. When that is a
 * lost connection, whether the transaction was committed is unknown.
 */
export async function pipelinedTransaction<T extends readonly unknown[]>(
  pool: Pool,
  send: (client: Client) => { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  return withConnection(pool, async (client) => {
    const begun = client.query(BEGIN)
    const work = send(client)
    const committed = client.query('commit')
    const [start, end, ...outcomes] = await Promise.allSettled([begun, committed, ...work])
    for (const outcome of [start, ...outcomes, end]) {
      if (outcome?.status === 'rejected') throw outcome.reason
    }
    return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as unknown as T
  })
}

/** Takes a connection for the work, and discards it afterwards when it broke. */
async function withConnection<T>(
  pool: Pool,
  work: (client: Client, discard: (reason: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const discard = (reason: Error) => {
    broken = reason
  }
  client.on('error', discard)
  try {
    return await work(client, discard)
  } finally {
    client.off('error', discard)
    client.release(broken)
  }
}
