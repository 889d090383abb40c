import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'

/**
 * Says which process listens on a TCP port of this machine, for an error message: such as
 * `postgres -D /srv/pg (pid 812)`, or `a process of user postgres` when its details are hidden from us.
 * Null when nobody does, or when this system does not tell.
 */
export async function describePortOwner(port: number): Promise<string | null> {
  const pid = process.platform === 'linux' ? await linuxOwner(port) : await pidFromLsof(port)
  if (pid === undefined) return null
  if (typeof pid === 'string') return pid
  const commandLine = await commandLineOf(pid)
  return commandLine === undefined ? null : `${shorten(commandLine)} (pid ${pid})`
}

/** The command line of a process, its words joined by blanks; undefined when there is no such process. */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  if (process.platform !== 'linux')
    return (await outputOf('ps', ['-o', 'command=', '-p', String(pid)])).trim() || undefined
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  if (words !== undefined && words !== '') return words.replaceAll('\0', ' ').trim()
  // A process of the kernel, or a zombie, has no command line, only a name.
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined))?.trim()
}

/** The pid of the listener, a sentence when only its user is known, or undefined when nobody listens. */
async function linuxOwner(port: number): Promise<number | string | undefined> {
  const sockets = await listeningSockets(port)
  const [first] = sockets
  if (first === undefined) return undefined
  const pid = await pidWithSocket(new Set(sockets.map(({ inode }) => `socket:[${inode}]`)))
  return pid ?? `a process of user ${await userName(first.uid)}`
}

interface Socket {
  inode: string
  uid: string
}

/** Reads the kernel's tables, whose columns proc(5) describes: local address, state, uid, inode. */
async function listeningSockets(port: number): Promise<Socket[]> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const sockets: Socket[] = []
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(table, 'utf8').catch(() => '')).split('\n')
    for (const line of lines) {
      const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/)
      if (state !== LISTEN || local === undefined || uid === undefined || inode === undefined) continue
      if (local.endsWith(wanted)) sockets.push({ inode, uid })
    }
  }
  return sockets
}

const LISTEN = '0A'

async function pidWithSocket(links: Set<string>): Promise<number | undefined> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  // Children inherit a listening socket: the lowest pid is most often who opened it.
  for (const pid of pids.map(Number).sort((a, b) => a - b)) {
    const folder = `/proc/${pid}/fd`
    for (const fd of await readdir(folder).catch(() => [])) {
      const link = await readlink(`${folder}/${fd}`).catch(() => '')
      if (links.has(link)) return pid
    }
  }
  return undefined
}

async function userName(uid: string): Promise<string> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  const name = lines.map((line) => line.split(':')).find((fields) => fields[2] === uid)?.[0]
  return name ?? `with id ${uid}`
}

async function pidFromLsof(port: number): Promise<number | undefined> {
  const lines = (await outputOf('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp'])).split('\n')
  const pid = lines.find((line) => /^p\d+$/.test(line))
  return pid === undefined ? undefined : Number(pid.slice(1))
}

/** Standard output of a program, empty when there is no such program or it found nothing. */
async function outputOf(program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 5_000 }, (_error, stdout) => resolve(stdout))
  })
}

/** One line of bounded length, with the program's name instead of its path. */
function shorten(commandLine: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a command line may hold any, and this goes to a terminal
  const [program = '', ...args] = commandLine.replace(/[\u0000-\u001f\u007f]/g, ' ').split(' ')
  const text = [basename(program), ...args].join(' ')
  return text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX)}…`
}

const LENGTH_MAX = 100
