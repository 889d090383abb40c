import Type from 'typebox'
import { openCopy } from '../copy-out.ts'
import { Refused } from '../errors.ts'
import { statementFileStatement } from '../sql/statement.ts'
import { walletExists } from '../sql/wallet-exists.ts'
import { readTime } from './statement.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletParams } from './wallets.ts'

const Query = Type.Object({
  from: Type.Optional(Type.String({ description: 'RFC 3339 time, inclusive' })),
  to: Type.Optional(Type.String({ description: 'RFC 3339 time, exclusive' })),
})

/** The statement as CSV, row by row as the client reads it. Months that are detached are not in it. */
export function statementFile(app: V1App, { pools }: V1Context): void {
  const schema = { params: WalletParams, querystring: Query }
  app.get('/wallets/:id/statement.csv', { schema }, async ({ params: { id }, query }, reply) => {
    const period = { from: readTime('from', query.from), to: readTime('to', query.to) }
    if (!(await walletExists(pools.reads, BigInt(id)))) throw new Refused('not_found', `no wallet with id: ${id}`)
    const csv = await openCopy(pools, statementFileStatement({ walletId: Number(id), ...period }), reply)
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="wallet-${id}.csv"`)
      .send(csv)
  })
}
