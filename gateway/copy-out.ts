import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { to as copyTo } from 'pg-copy-streams'
import type { Pools } from './pools.ts'

/**
 * Rows go from the server's socket to the client's as they come; a slow client slows the server down. A client that goes
 * away ends the statement.
 *
 * @param through what the rows go through
 */
export async function openCopy(
  pools: Pick<Pools, 'reports'>,
  statement: string,
  reply: FastifyReply,
  through: Transform = new PassThrough(),
): Promise<Readable> {
  const client = await pools.reports.connect()
  let released = false
  const release = (broken: boolean) => {
    if (released) return
    released = true
    client.release(broken)
  }
  // Without a listener, a connection that breaks would end the process; the stream reports it too.
  client.on('error', () => {})
  const csv = client.query(copyTo(statement))
  csv.once('end', () => release(false))
  csv.once('error', () => release(true))
  reply.raw.once('close', () => {
    if (released) return
    release(true)
    csv.destroy()
  })
  // Either end that breaks ends the other; whoever reads the result is told.
  return pipeline(csv, through, () => {})
}
