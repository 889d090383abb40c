import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { verifyPassword } from '../../common/identity/passwords.ts'
import { hashOf } from '../../common/identity/secrets.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { runWalletmesh } from '../testing/run.ts'
import { type PasswordInput, readPassword } from './read-password.ts'

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

const run = (args: string, input = '') =>
  runWalletmesh(args.split(' '), { environment: { WALLETMESH_DSN: database.dsn }, input })
const PASSWORD = 'a password from a pipe'

describe('walletmesh users', () => {
  test('add makes the first admin, with a password from standard input, and closes the mesh', async () => {
    const { exitCode, stdout, stderr } = await run(
      'users add --role admin --email Root@example.org',
      `${PASSWORD}\nmore\n`,
    )
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^admin Root@example.org has the id [0-9a-f-]{36}\n$/)
    const { rows } = await pool.query('select email, name, role, password_hash from users')
    expect(rows).toEqual([
      { email: 'Root@example.org', name: 'Root@example.org', role: 'admin', password_hash: expect.any(String) },
    ])
    expect(await verifyPassword(rows[0].password_hash, PASSWORD)).toBe(true)
    expect((await pool.query('select from authentication')).rowCount).toBe(1)
    const audit = await pool.query('select actor_kind, actor_id, action, outcome from audit')
    expect(audit.rows).toEqual([
      { actor_kind: 'command', actor_id: expect.any(String), action: 'user.create', outcome: 'done' },
    ])
  })

  test.each([
    ['users add --role admin --email root@EXAMPLE.org', PASSWORD, 1, /is the address of a user already$/],
    ['users add --role user --email nobody', PASSWORD, 1, /--email must be an e-mail address/],
    ['users add --role user --email a@example.org', 'short\n', 1, /the password must have 8 to 256 characters$/],
    ['users add --role user --email a@example.org', '', 1, /no password came/],
    ['users add --role root --email a@example.org', PASSWORD, 2, /--role/],
    ['users add --role user', PASSWORD, 2, /--email/],
    ['users add --role user --email a@example.org --password x', PASSWORD, 2, /--password/],
    ['users disable nobody@example.org', '', 1, /there is no user nobody@example.org$/],
    ['users disable root@example.org', '', 1, /is the last admin who may act/],
  ])('%s is refused in one line, and nothing changes', async (args, input, code, message) => {
    const { exitCode, stdout, stderr } = await run(args, input)
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(message)])
    expect((await pool.query('select from users')).rowCount).toBe(1)
  })

  test('list, disable, enable and password do what they say', async () => {
    await run('users add --role user --email ana@example.org --name Ana', PASSWORD)
    expect((await run('users disable ANA@example.org')).stdout).toBe('ana@example.org is disabled\n')
    const listed = JSON.parse((await run('users list --json')).stdout)
    expect(
      listed.map(({ email, disabled_at }: Record<string, string | null>) => [email, disabled_at === null]),
    ).toEqual([
      ['Root@example.org', true],
      ['ana@example.org', false],
    ])
    expect((await run('users enable ana@example.org')).stdout).toBe('ana@example.org is enabled\n')
    await run('users password ana@example.org', 'another password\n')
    const { rows } = await pool.query(`select password_hash from users where email = 'ana@example.org'`)
    expect(await verifyPassword(rows[0].password_hash, 'another password')).toBe(true)
    const { stdout } = await run('users list')
    expect(stdout).toMatch(/^id +e-mail +name +role +created +disabled\n/)
    expect(stdout).not.toContain('argon2')
  })
})

describe('walletmesh keys', () => {
  test('add prints the key alone on standard output, this once', async () => {
    const { exitCode, stdout, stderr } = await run('keys add --role operator --name ci')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^wm_[a-z0-9]{8}_[A-Za-z0-9_-]{43}\n$/)
    expect(stderr).toMatch(/^key wm_[a-z0-9]{8} has the id [0-9a-f-]{36}; it is shown this once:\n$/)
    const { rows } = await pool.query('select hash, name, role, owner_id from api_keys')
    expect(rows).toEqual([{ hash: hashOf(stdout.trim()), name: 'ci', role: 'operator', owner_id: null }])
  })

  test('list shows what keys begin with, and revoke ends one by that', async () => {
    await run('keys add --role merchant --name shop --owner root@example.org --expires 2099-01-01T00:00:00+02:00')
    const [, shop] = JSON.parse((await run('keys list --json')).stdout)
    expect(shop).toMatchObject({ name: 'shop', role: 'merchant', expires_at: '2098-12-31T22:00:00.000000Z' })
    expect((await run(`keys revoke ${shop.prefix}`)).stdout).toBe(`${shop.prefix} is revoked\n`)
    const { rows } = await pool.query('select revoked_at is not null as revoked from api_keys order by id')
    expect(rows).toEqual([{ revoked: false }, { revoked: true }])
    expect((await run('keys list')).stdout).toContain(shop.prefix)
  })

  test.each([
    ['keys add --role merchant --name a', 1, /belongs to a user: add --owner$/],
    ['keys add --role operator --name a --owner ana@example.org', 1, /more than its owner, who is user$/],
    ['keys add --role operator --name a --owner nobody@example.org', 1, /there is no user nobody@example.org/],
    ['keys add --role operator --name a --expires 2020-01-01T00:00:00Z', 2, /in the future/],
    ['keys add --role operator --name a --expires tomorrow', 2, /RFC 3339/],
    ['keys revoke wm_00000000_AAAAAAAAAAAAAAAAAAAAA', 1, /there is no key wm_00000000$/],
  ])('%s is refused in one line', async (args, code, message) => {
    const { exitCode, stdout, stderr } = await run(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' })
    expect(stderr.trimEnd()).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('a password that is typed', () => {
  function terminal() {
    const keyboard = Object.assign(new PassThrough(), { isTTY: true, raw: [] as boolean[] })
    const input: PasswordInput = Object.assign(keyboard, { setRawMode: (on: boolean) => keyboard.raw.push(on) })
    const screen = new PassThrough({ encoding: 'utf8' })
    const seen: string[] = []
    screen.on('data', (text: string) => seen.push(text))
    return { keyboard, input, screen, seen }
  }

  test('is not shown, and asked for twice', async () => {
    const { keyboard, input, screen, seen } = terminal()
    const typed = readPassword(input, screen)
    keyboard.write('secrett\u007f!\r')
    await new Promise((resolve) => setImmediate(resolve))
    keyboard.write('secret!\r')
    expect(await typed).toBe('secret!')
    expect(seen.join('')).toBe('password: \nagain: \n')
    expect(keyboard.raw).toEqual([true, false, true, false])
  })

  test('must be the same both times, and can be given up', async () => {
    for (const [second, message] of [
      ['other\r', 'these are two different passwords'],
      ['\u0003', 'nothing was changed'],
    ] as const) {
      const { keyboard, input, screen } = terminal()
      const typed = readPassword(input, screen)
      const refused = expect(typed).rejects.toThrow(message)
      keyboard.write('first\r')
      await new Promise((resolve) => setImmediate(resolve))
      keyboard.write(second)
      await refused
    }
  })
})
