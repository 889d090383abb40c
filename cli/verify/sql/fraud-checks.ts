import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'

const NOT_AS_DECIDED = `
  select o.id, c.state, o.status, o.reason, c.debit is not distinct from o.debit and c.credit is not distinct from o.credit as same_amounts
  from operations o left join fraud_checks c on c.operation_id = o.id
  where (o.reason is not distinct from 'rejected_fraud') <> (c.state is not distinct from 'rejected')
    or (c.operation_id is not null and (c.debit, c.credit) is distinct from (o.debit, o.credit))
  order by o.id limit 1`

/** A transfer that ended otherwise than its check was decided, or with other amounts, or as rejected without a check that says so. */
export async function findCheckNotAsDecided(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{
    id: string
    state: string | null
    status: string
    reason: string | null
    same_amounts: boolean
  }>(NOT_AS_DECIDED)
  const [row] = rows
  if (row === undefined) return null
  const key = `operation ${row.id}`
  const ended = `${row.status}${row.reason === null ? '' : ` for ${row.reason}`}`
  if (row.state === null)
    return { table: 'fraud_checks', key, expected: `a check that was rejected: it ended as ${ended}`, found: 'no row' }
  const isRight = (row.state === 'rejected') === (row.reason === 'rejected_fraud')
  if (!isRight) return { table: 'fraud_checks', key, expected: `what it ended as, ${ended}`, found: row.state }
  return { table: 'fraud_checks', key, expected: 'the amounts of the operation', found: 'others' }
}
