import { type Command, InvalidArgumentError, Option } from 'commander'
import { CommandError, command } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import { createKey, endKey } from '../../common/identity/keys.ts'
import { lesserRole, needsOwnership, ROLES, type Role } from '../../common/identity/roles.ts'
import { type ApiKey, listKeys, readKey, readKeyByPrefix } from '../../common/identity/sql/keys.ts'
import { readUserByEmail, type User } from '../../common/identity/sql/users.ts'
import { isUuid } from '../../common/uuid.ts'
import { type DataOptions, dataOption } from '../data-option.ts'
import { formatTable } from '../table.ts'
import { byCommand } from './by.ts'
import { inDatabase } from './users-command.ts'

interface AddOptions extends DataOptions {
  name: string
  role: Role
  owner?: string
  expires?: string
}

/** Reads and changes API keys in the database of a mesh, whether or not a gateway runs. */
export function keysCommand(): Command {
  return command('keys', 'Makes, lists and revokes the API keys of a mesh.')
    .addCommand(
      command('add', 'Makes a key and prints it, this once.')
        .addOption(dataOption())
        .requiredOption('--name <name>', 'what it is for')
        .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
        .option('--owner <address>', 'user whose wallets it uses; a merchant or user key has one')
        .option('--expires <time>', 'RFC 3339 time from which on it does not work (default: never)', futureTime)
        .action((_options: unknown, self: Command) => add(self.optsWithGlobals<AddOptions>())),
    )
    .addCommand(
      command('list', 'Lists all keys, without what is secret.')
        .addOption(dataOption())
        .option('--json', 'as JSON')
        .action((_options: unknown, self: Command) => list(self.optsWithGlobals<DataOptions & { json?: boolean }>())),
    )
    .addCommand(
      command('revoke', 'Ends a key at once and for ever.')
        .argument('<key>', 'its id, or what it begins with, such as wm_ab12cd34')
        .addOption(dataOption())
        .action((key: string, _options: unknown, self: Command) => revoke(key, self.optsWithGlobals<DataOptions>())),
    )
}

async function add(options: AddOptions): Promise<void> {
  const { name, role, owner: email, expires } = options
  if (name.trim() === '') throw new CommandError('--name must not be empty')
  if (email === undefined && needsOwnership(role)) {
    throw new CommandError(`a key of the role ${role} belongs to a user: add --owner`)
  }
  await inDatabase(options, async (pool) => {
    const owner = email === undefined ? null : await ownerOf(pool, email, role)
    const request = { name, role, ownerId: owner?.id ?? null, expiresAt: expires ?? null }
    const { key, text } = await createKey(pool, request, byCommand())
    process.stderr.write(`key ${key.prefix} has the id ${key.id}; it is shown this once:\n`)
    process.stdout.write(`${text}\n`)
  })
}

async function ownerOf(pool: Pool, email: string, role: Role): Promise<User> {
  const owner = await readUserByEmail(pool, email)
  if (owner === null || owner.disabled_at !== null) throw new CommandError(`there is no user ${email} who may act`)
  if (lesserRole(owner.role, role) !== role) {
    throw new CommandError(`a key must not be able to do more than its owner, who is ${owner.role}`)
  }
  return owner
}

async function list(options: DataOptions & { json?: boolean }): Promise<void> {
  const keys = await inDatabase(options, all)
  process.stdout.write(options.json === true ? `${JSON.stringify(keys, null, 2)}\n` : tableOf(keys))
}

async function revoke(key: string, options: DataOptions): Promise<void> {
  await inDatabase(options, async (pool) => {
    const found = isUuid(key) ? await readKey(pool, key) : await readKeyByPrefix(pool, key)
    if (found === null) throw new CommandError(`there is no key ${key.slice(0, PREFIX_LENGTH)}`)
    await endKey(pool, found.id, byCommand())
    process.stdout.write(`${found.prefix} is revoked\n`)
  })
}

/** Should somebody write the whole key here, messages do not repeat it. */
const PREFIX_LENGTH = 11
const PAGE = 1000

async function all(pool: Pool): Promise<ApiKey[]> {
  const keys: ApiKey[] = []
  for (;;) {
    const page = await listKeys(pool, null, keys.at(-1)?.id ?? null, PAGE)
    keys.push(...page)
    if (page.length < PAGE) return keys
  }
}

function tableOf(keys: readonly ApiKey[]): string {
  const columns = ['id', 'key', 'name', 'role', 'owner', 'expires', 'used last', 'revoked'].map((title) => ({ title }))
  const rows = keys.map((key) => [
    key.id,
    key.prefix,
    key.name,
    key.role,
    key.owner_id ?? '-',
    key.expires_at ?? 'never',
    key.last_used_at ?? 'never',
    key.revoked_at ?? '-',
  ])
  return `${formatTable(columns, rows).join('\n')}\n`
}

function futureTime(text: string): string {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const time = Date.parse(text)
  if (!isTime || Number.isNaN(time))
    throw new InvalidArgumentError('write an RFC 3339 time such as 2027-01-31T00:00:00Z.')
  if (time <= Date.now()) throw new InvalidArgumentError('write a time in the future.')
  return new Date(time).toISOString()
}
