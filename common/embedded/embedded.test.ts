import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { commandLineOf } from '../port-owner.ts'
import { findBinaries } from './binaries.ts'
import { type Embedded, EmbeddedError, joinEmbedded } from './embedded.ts'

const MEMBER = fileURLToPath(new URL('./fixtures/member.ts', import.meta.url))
const IS_ROOT = process.geteuid?.() === 0
const NOBODY = 65_534
const log = { info() {}, warn() {} }

// One cluster is made for all tests, which copy it: a copied data folder is as good as a new one, and quicker.
let template: string
let outer: string
let dataFolder: string
let members: { leave(): Promise<unknown> }[]

beforeAll(async () => {
  template = temporaryFolder()
  const { leave } = await joinEmbedded({ dataFolder: template, port: 0, log })
  await leave()
})

afterAll(() => rmSync(template, { recursive: true }))

beforeEach(() => {
  // In a folder of its own, as an ephemeral server looks for orphans beside its folder.
  outer = temporaryFolder()
  dataFolder = join(outer, 'data')
  members = []
})

afterEach(async () => {
  for (const member of members) await member.leave()
  rmSync(outer, { recursive: true })
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'walletmesh-embedded-'))
  chmodSync(folder, 0o755)
  return folder
}

function copyTemplate(): void {
  execFileSync('cp', ['-a', template, dataFolder])
}

async function joinHere(options: { port?: number; ephemeral?: boolean; in?: string } = {}): Promise<Embedded> {
  const { port = 0, ephemeral = false } = options
  const member = await joinEmbedded({ dataFolder: options.in ?? dataFolder, port, ephemeral, log })
  members.push(member)
  return member
}

interface MemberProcess {
  child: ChildProcess
  server: Omit<Embedded, 'leave'>
  leave(): Promise<unknown>
  kill(): Promise<unknown>
}

/** A member that is a process of its own. Throws what joining threw there. */
async function joinElsewhere(identity: { uid?: number; gid?: number } = {}, ...args: string[]): Promise<MemberProcess> {
  const stdio = ['pipe', 'pipe', 'inherit'] as const
  const child = spawn(process.execPath, [MEMBER, dataFolder, ...args], { stdio: [...stdio], cwd: '/', ...identity })
  const exited = once(child, 'exit')
  const [line] = await once(createInterface(child.stdout ?? process.stdin), 'line')
  const { error, ...server } = JSON.parse(line)
  if (error !== undefined) throw new Error(error)
  const member = {
    child,
    server,
    leave() {
      child.stdin?.end()
      return exited
    },
    kill() {
      child.kill('SIGKILL')
      return exited
    },
  }
  members.push(member)
  return member
}

async function query(dsn: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: dsn })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return once(socket, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy())
}

function serverPid(): number {
  return Number(readFileSync(join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])
}

async function failureOf(joining: Promise<unknown>): Promise<string> {
  const error: unknown = await joining.catch((reason) => reason)
  expect(error).toBeInstanceOf(EmbeddedError)
  const { message } = error as EmbeddedError
  expect(message).not.toContain('\n')
  return message
}

describe('the server', () => {
  test('keeps what it acknowledged, on this machine only, for a role that is no superuser', async () => {
    copyTemplate()
    const { dsn, adminDsn } = await joinHere()
    const names = ['fsync', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_encoding']
    const settings = await query(adminDsn, `SELECT current_setting(unnest('{${names}}'::text[])) AS setting`)
    expect(settings.map((row) => row.setting)).toEqual(['on', 'on', 'on', '127.0.0.1', 'UTF8'])
    const [role] = await query(dsn, 'SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user')
    expect(role).toEqual({ rolname: 'walletmesh', rolsuper: false, rolcreatedb: true })
    await query(dsn, 'CREATE DATABASE a_clone TEMPLATE walletmesh')
  })

  test('opens to nobody without the password, which only its owner can read', async () => {
    copyTemplate()
    const { dsn } = await joinHere()
    const wrong = new URL(dsn)
    wrong.password = 'guessed'
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
    const file = join(dataFolder, 'postgres/pgpass')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(`127.0.0.1:*:*:walletmesh:${new URL(dsn).password}\n`)
  })

  test('keeps its data and its port between runs', async () => {
    copyTemplate()
    const first = await joinHere()
    await query(first.dsn, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.leave()
    expect(await isListening(first.port)).toBe(false)
    const second = await joinHere()
    expect(second.dsn).toBe(first.dsn)
    expect(await query(second.dsn, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  test('takes settings of the user from custom.conf', async () => {
    copyTemplate()
    writeFileSync(join(dataFolder, 'postgres/custom.conf'), "work_mem = '17MB'\n", { mode: 0o644 })
    const { dsn } = await joinHere()
    expect(await query(dsn, 'SHOW work_mem')).toEqual([{ work_mem: '17MB' }])
  })
})

describe('members', () => {
  test('share one server, which the last to leave stops', async () => {
    copyTemplate()
    const first = await joinElsewhere()
    const second = await joinHere()
    expect(second.port).toBe(first.server.port)
    await query(first.server.dsn, 'CREATE TABLE shared ()')
    await first.leave()
    expect(await query(second.dsn, 'TABLE shared')).toEqual([])
    await second.leave()
    await second.leave()
    expect(await isListening(second.port)).toBe(false)
  })

  test('started at the same instant find the same server', async () => {
    const joined = await Promise.all([joinElsewhere(), joinElsewhere(), joinElsewhere(), joinHere(), joinHere()])
    const dsns = joined.map((member) => ('server' in member ? member.server.dsn : member.dsn))
    expect(new Set(dsns).size).toBe(1)
    await Promise.all(joined.map((member) => member.leave()))
    expect(await isListening(Number(new URL(dsns[0] ?? '').port))).toBe(false)
  })

  test('may come and go as they like: who joined has a server', async () => {
    copyTemplate()
    const comeAndGo = async () => {
      for (let round = 0; round < 5; round++) {
        const member = await joinHere()
        expect(await query(member.dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
        await member.leave()
      }
    }
    await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()])
    expect(existsSync(join(dataFolder, 'postgres/cluster/postmaster.pid'))).toBe(false)
  })

  test('work on when who started the server was killed, who then counts no longer', async () => {
    copyTemplate()
    const starter = await joinElsewhere()
    const other = await joinElsewhere()
    const pid = serverPid()
    await starter.kill()
    expect(await query(other.server.dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(serverPid()).toBe(pid)
    await other.leave()
    expect(await isListening(starter.server.port)).toBe(false)
  })

  test('join the server that was left over when all were killed', async () => {
    copyTemplate()
    const killed = await joinElsewhere()
    await killed.kill()
    const pid = serverPid()
    const next = await joinHere()
    expect(serverPid()).toBe(pid)
    await next.leave()
    expect(await isListening(next.port)).toBe(false)
  })

  test('have the server back on its port after it was killed', async () => {
    copyTemplate()
    const [here, elsewhere] = [await joinHere(), await joinElsewhere()]
    await query(here.dsn, 'CREATE TABLE kept ()')
    const pid = serverPid()
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => query(here.dsn, 'TABLE kept'), { timeout: 20_000, interval: 50 })
    expect(serverPid()).not.toBe(pid)
    await Promise.all([here.leave(), elsewhere.leave()])
    expect(await isListening(here.port)).toBe(false)
  })
})

describe('a start', () => {
  test('works when the process id of a crashed server is another program by now', async () => {
    copyTemplate()
    const killed = await joinElsewhere()
    await killed.kill()
    const file = join(dataFolder, 'postgres/cluster/postmaster.pid')
    const [pid, ...rest] = readFileSync(file, 'utf8').split('\n')
    process.kill(Number(pid), 'SIGKILL')
    await vi.waitFor(async () => expect(await commandLineOf(Number(pid))).not.toContain(dataFolder))
    const bystander = spawn('sleep', ['1000'], IS_ROOT ? { uid: statSync(file).uid } : {})
    try {
      writeFileSync(file, [bystander.pid, ...rest].join('\n'))
      const { dsn } = await joinHere()
      expect(await query(dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    } finally {
      bystander.kill()
      await once(bystander, 'exit')
    }
  })

  test('works when an earlier one was cut off in the middle of making the cluster', async () => {
    mkdirSync(join(dataFolder, 'postgres/unfinished-abc'), { recursive: true })
    writeFileSync(join(dataFolder, 'postgres/unfinished-abc/PG_VERSION'), '18\n')
    const { dsn } = await joinHere()
    expect(await query(dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(existsSync(join(dataFolder, 'postgres/unfinished-abc'))).toBe(false)
  })

  test('on a taken port fails and says by what it is taken', async () => {
    copyTemplate()
    const first = await joinHere()
    const other = join(outer, 'other')
    execFileSync('cp', ['-a', template, other])
    const message = await failureOf(joinHere({ port: first.port, in: other }))
    expect(message).toMatch(
      new RegExp(`^port ${first.port} is taken by postgres -D .*cluster.* \\(pid ${serverPid()}\\)$`),
    )
  })

  test('takes another port when the remembered one is taken', async () => {
    copyTemplate()
    const { port, leave } = await joinHere()
    await leave()
    const intruder = createServer().listen(port, '127.0.0.1')
    await once(intruder, 'listening')
    try {
      const again = await joinHere()
      expect(again.port).not.toBe(port)
      expect(await query(again.dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    } finally {
      intruder.close()
    }
  })

  test('refuses the cluster of another major version', async () => {
    copyTemplate()
    writeFileSync(join(dataFolder, 'postgres/cluster/PG_VERSION'), '17\n')
    expect(await failureOf(joinHere())).toContain('was made by PostgreSQL 17, this is PostgreSQL 18')
  })

  test('tells the reason of Postgres when a setting of the user is wrong', async () => {
    copyTemplate()
    writeFileSync(join(dataFolder, 'postgres/custom.conf'), 'max_connections = many\n', { mode: 0o644 })
    expect(await failureOf(joinHere())).toContain(
      'does not start: invalid value for parameter "max_connections": "many"',
    )
  })

  test('refuses a data folder that is a file, and a platform without binaries', async () => {
    writeFileSync(dataFolder, '')
    expect(await failureOf(joinHere())).toContain('is not a folder')
    expect(await failureOf(findBinaries(undefined, 'win32-x64'))).toContain('set dsn to a server of your own')
  })
})

describe('an ephemeral server', () => {
  test('goes with its folder when the last leaves', async () => {
    const first = await joinHere({ ephemeral: true })
    const second = await joinElsewhere()
    await first.leave()
    expect(await query(second.server.dsn, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    await second.leave()
    expect(existsSync(dataFolder)).toBe(false)
    expect(await isListening(first.port)).toBe(false)
  })

  test('spares what else is in the folder, and data that is kept', async () => {
    mkdirSync(dataFolder)
    writeFileSync(join(dataFolder, 'notes.txt'), 'mine')
    await (await joinHere({ ephemeral: true })).leave()
    expect(readFileSync(join(dataFolder, 'notes.txt'), 'utf8')).toBe('mine')
    execFileSync('cp', ['-a', join(template, 'postgres'), dataFolder])
    expect(await failureOf(joinHere({ ephemeral: true }))).toContain('is kept')
    expect(existsSync(join(dataFolder, 'postgres/cluster'))).toBe(true)
  })

  test('whose members were all killed goes when the next one beside it is made', async () => {
    const orphan = await joinElsewhere({}, '0', 'ephemeral')
    await orphan.kill()
    await joinHere({ ephemeral: true, in: join(outer, 'next') })
    expect(existsSync(dataFolder)).toBe(false)
    expect(await isListening(orphan.server.port)).toBe(false)
  })

  test('that cannot start leaves nothing behind', async () => {
    copyTemplate()
    const { port } = await joinHere()
    const other = join(outer, 'other')
    await failureOf(joinHere({ port, ephemeral: true, in: other }))
    expect(existsSync(other)).toBe(false)
  })
})

describe.runIf(IS_ROOT)('as root', () => {
  test('the server runs as a system user', async () => {
    copyTemplate()
    const { dsn } = await joinHere()
    expect(await query(dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(statSync(`/proc/${serverPid()}`).uid).not.toBe(0)
  })

  test('a data folder that the system user cannot reach links to one that it can', async () => {
    chmodSync(outer, 0o700)
    const { dsn, leave } = await joinHere({ ephemeral: true })
    expect(await query(dsn, 'SELECT current_database() AS name')).toEqual([{ name: 'walletmesh' }])
    const home = realpathSync(join(dataFolder, 'postgres'))
    expect(home).toMatch(/^\/var\/lib\/walletmesh\//)
    await leave()
    expect(existsSync(dataFolder) || existsSync(home)).toBe(false)
  })

  test('an ordinary user runs the server as itself, and is not let into the folder of another', async () => {
    mkdirSync(dataFolder)
    chownSync(dataFolder, NOBODY, NOBODY)
    const { server, leave } = await joinElsewhere({ uid: NOBODY, gid: NOBODY })
    expect(await query(server.dsn, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(statSync(`/proc/${serverPid()}`).uid).toBe(NOBODY)
    const root = await joinHere()
    expect(root.port).toBe(server.port)
    await root.leave()
    await leave()
    await (await joinHere()).leave()
    expect(statSync(join(dataFolder, 'postgres/cluster/PG_VERSION')).uid).toBe(NOBODY)
    const stranger = joinElsewhere({ uid: NOBODY - 1, gid: NOBODY - 1 })
    await expect(stranger).rejects.toThrow('belongs to another user')
  })
})
