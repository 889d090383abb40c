import type { Client, Pool } from './pool.ts'

/**
 * Runs `work` in one READ COMMITTED transaction. Commits when it resolves; rolls back and rethrows when it throws. A
 * connection whose rollback fails is discarded.
 */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    // Not awaited: on a pipelined connection it travels with the first statement of the work.
    const begun = client.query('begin')
    begun.catch(() => {})
    const result = await work(client)
    await begun
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
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
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const begun = client.query('begin')
    const work = send(client)
    const committed = client.query('commit')
    const [start, end, ...outcomes] = await Promise.allSettled([begun, committed, ...work])
    for (const outcome of [start, ...outcomes, end]) {
      if (outcome?.status === 'rejected') throw outcome.reason
    }
    return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as unknown as T
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
