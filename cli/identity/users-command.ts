import { type Command, Option } from 'commander'
import { CommandError, command } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import { EMAIL_EXPECTED, isEmail } from '../../common/identity/emails.ts'
import { flawOfPassword, hashPassword } from '../../common/identity/passwords.ts'
import { ROLES, type Role } from '../../common/identity/roles.ts'
import { listUsers, readUserByEmail, type User, type UserChange } from '../../common/identity/sql/users.ts'
import { type ChangeFlaw, changeUser, createUser } from '../../common/identity/users.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { findDatabase } from '../find-database.ts'
import { formatTable } from '../table.ts'
import { byCommand } from './by.ts'
import { readPassword } from './read-password.ts'

interface AddOptions extends DataOptions {
  email: string
  name?: string
  role: Role
}

/** Reads and changes users in the database of a mesh, whether or not a gateway runs: so the first admin can be made. */
export function usersCommand(): Command {
  return command('users', 'Makes, lists and changes the users of a mesh.')
    .addCommand(
      command('add', 'Makes a user. The password is asked for, or the first line of standard input.')
        .addOption(dataOption())
        .requiredOption('--email <address>', 'address that they log in with')
        .option('--name <name>', 'how they are called (default: the address)')
        .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
        .action((_options: unknown, self: Command) => add(self.optsWithGlobals<AddOptions>())),
    )
    .addCommand(
      command('list', 'Lists all users.')
        .addOption(dataOption())
        .option('--json', 'as JSON')
        .action((_options: unknown, self: Command) => list(self.optsWithGlobals<DataOptions & { json?: boolean }>())),
    )
    .addCommand(
      changing('disable', 'Lets a user do nothing any more, and logs them out.', async () => ({ disabled: true })),
    )
    .addCommand(changing('enable', 'Lets a disabled user log in again.', async () => ({ disabled: false })))
    .addCommand(
      changing(
        'password',
        'Gives a user another password, asked for like that of add, and logs them out.',
        async (email) => ({ passwordHash: await newHash(email) }),
      ),
    )
}

async function add(options: AddOptions): Promise<void> {
  const { email, name = email, role } = options
  if (!isEmail(email)) throw new CommandError(`--email must be ${EMAIL_EXPECTED}`)
  if (name.trim() === '') throw new CommandError('--name must not be empty')
  await inDatabase(options, async (pool) => {
    if ((await readUserByEmail(pool, email)) !== null) throw taken(email)
    const user = await createUser(pool, { email, name, role, passwordHash: await newHash(email) }, byCommand())
    if (user === 'email_taken') throw taken(email)
    process.stdout.write(`${role} ${user.email} has the id ${user.id}\n`)
  })
}

async function list(options: DataOptions & { json?: boolean }): Promise<void> {
  const users = await inDatabase(options, everybody)
  process.stdout.write(options.json === true ? `${JSON.stringify(users, null, 2)}\n` : tableOf(users))
}

function changing(name: string, description: string, change: (email: string) => Promise<UserChange>): Command {
  return command(name, description)
    .argument('<email>', 'the address of the user')
    .addOption(dataOption())
    .action(async (email: string, _options: unknown, self: Command) => {
      await inDatabase(self.optsWithGlobals<DataOptions>(), async (pool) => {
        const user = await readUserByEmail(pool, email)
        if (user === null) throw new CommandError(`there is no user ${email}`)
        const changed = await changeUser(pool, user.id, await change(user.email), byCommand())
        if (typeof changed === 'string') throw refused(changed, email)
        process.stdout.write(`${changed.email} is ${changed.disabled_at === null ? 'enabled' : 'disabled'}\n`)
      })
    })
}

async function newHash(email: string): Promise<string> {
  const password = await readPassword(process.stdin, process.stderr)
  const flaw = flawOfPassword(password, email)
  if (flaw !== null) throw new CommandError(`the password ${flaw}`)
  return hashPassword(password)
}

export async function inDatabase<T>(options: DataOptions, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = await findDatabase(settingsIn(options))
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

const PAGE = 1000

async function everybody(pool: Pool): Promise<User[]> {
  const users: User[] = []
  for (;;) {
    const page = await listUsers(pool, users.at(-1)?.id ?? null, PAGE)
    users.push(...page)
    if (page.length < PAGE) return users
  }
}

function tableOf(users: readonly User[]): string {
  const columns = ['id', 'e-mail', 'name', 'role', 'created', 'disabled'].map((title) => ({ title }))
  const rows = users.map((user) => [
    user.id,
    user.email,
    user.name,
    user.role,
    user.created_at,
    user.disabled_at ?? '-',
  ])
  return `${formatTable(columns, rows).join('\n')}\n`
}

function taken(email: string): CommandError {
  return new CommandError(`${email} is the address of a user already`)
}

function refused(flaw: ChangeFlaw, email: string): CommandError {
  return new CommandError(
    flaw === 'last_admin' ? `${email} is the last admin who may act: make another one first` : `cannot change ${email}`,
  )
}
