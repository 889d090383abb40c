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
