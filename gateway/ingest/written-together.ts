import type pg from 'pg'
import type { Client } from '../../common/database/pool.ts'

/**
 * Sends the statements that `send` gives to a pipelined connection in one system call instead of one each, which spares the
 * gateway a tenth of its time per transfer.
 */
export function writtenTogether<T>(client: Client, send: () => T): T {
  const { stream } = (client as pg.Client).connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}
