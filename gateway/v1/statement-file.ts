import Type from 'typebox'
import { openCopy } from '../copy-out.ts'
import { readTime } from '../rfc3339.ts'
import { statementFileStatement } from '../sql/statement.ts'
import { walletExists } from '../sql/wallet-exists.ts'
import { noWallet } from '../wallet-id.ts'
import { documented } from './openapi/documented.ts'
import { Period } from './statement.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletParams } from './wallet-id.ts'

const File = {
  description: 'The statement, with a line of names first',
  content: { 'text/csv': { schema: Type.Unsafe<NodeJS.ReadableStream>({ type: 'string' }) } },
}

const schema = documented({
  operationId: 'readStatementFile',
  tags: ['wallets'],
  summary: 'What happened to a wallet, as CSV',
  description: 'All of it in one answer, oldest first. Months that are detached are not in it.',
  params: WalletParams,
  querystring: Type.Object(Period),
  response: { 200: File },
  answerHeaders: ['Content-Disposition'],
  problems: ['not_found'],
})

/** The statement as CSV, row by row as the client reads it. Months that are detached are not in it. */
export function statementFile(app: V1App, { pools }: V1Context): void {
  app.get('/wallets/:id/statement.csv', { schema }, async ({ params: { id }, query }, reply) => {
    const period = { from: readTime('from', query.from), to: readTime('to', query.to) }
    if (!(await walletExists(pools.reads, BigInt(id)))) throw noWallet(BigInt(id))
    const csv = await openCopy(pools, statementFileStatement({ walletId: Number(id), ...period }), reply)
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="wallet-${id}.csv"`)
      .send(csv)
  })
}
