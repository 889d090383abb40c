import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { int8Array } from './arrays.ts'
import { openPool, type Pool } from './pool.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 1, applicationName: 'test' })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('an int8Array arrives as the integers and nulls that were written', async () => {
  const value = fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))
  await fc.assert(
    fc.asyncProperty(fc.array(value), async (values) => {
      const { rows } = await pool.query('select array(select unnest($1::bigint[])) as values', [int8Array(values)])
      expect(rows[0].values.map((one: string | null) => (one === null ? null : BigInt(one)))).toEqual(values)
    }),
    { numRuns: 50 },
  )
})
