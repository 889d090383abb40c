import Type from 'typebox'
import { isBankId } from '../../clearing/party.ts'
import { readBanks } from '../../clearing/sql/read-banks.ts'
import { parseKey } from '../cursor.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Bank, bankOf } from './bank.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Banks = Type.Object({ banks: Type.Array(Bank), next_cursor: NextCursor })

/** In order of id. The positions of all banks that fit on a page sum to zero. */
export function listBanksRoute(app: V1App, { pools }: V1Context): void {
  const schema = { querystring: Query, response: { 200: Banks } }
  app.get('/banks', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? 0 : Number(parseKey(cursor, (key) => isBankId(Number(key))))
    const { entries, next_cursor } = pageOf(
      await readBanks(pools.reads, { after, limit: limit + 1 }),
      limit,
      (bank) => bank.id,
    )
    return { banks: entries.map(bankOf), next_cursor }
  })
}
