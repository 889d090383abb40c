import { mkdtemp, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { type Command, InvalidArgumentError } from 'commander'
import { pino } from 'pino'
import { command, wholeNumber } from '../../common/command.ts'
import { trustAuthorities } from '../../common/gateway-url.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import { readSettings, type Settings } from '../../common/settings/settings.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { type Level, readLogLine } from './child-log.ts'
import type { Environment } from './environment.ts'
import { assertFree, findFreePort } from './ports.ts'
import { createMesh, type Mesh } from './up.ts'

interface UpOptions extends DataOptions {
  processors: number
  groups: number
  port?: number
  ephemeral?: boolean
  verbose?: boolean
}

const PROCESSORS_MAX = 64
const GROUPS_MAX = 1024
const PORT_MAX = 65_535

/** @param environment that the services get, next to what the options say */
export function upCommand(environment: Environment): Command {
  return command('up', 'Runs the whole mesh in this terminal until Ctrl-C.')
    .option('--processors <n>', 'op-processors to start', wholeNumber(1, PROCESSORS_MAX), 2)
    .option('--groups <n>', 'wallet groups to partition into', wholeNumber(1, GROUPS_MAX), 2)
    .option('--port <port>', 'port of the gateway (0: any free one, for gRPC too)', wholeNumber(0, PORT_MAX))
    .addOption(dataOption())
    .option('--ephemeral', 'throw the data away at the end')
    .option('--verbose', 'show everything that the services log, not only warnings')
    .action((_options: unknown, self: Command) => run(self.optsWithGlobals<UpOptions>(), environment))
}

async function run(options: UpOptions, environment: Environment): Promise<void> {
  const settings = await settingsFor(options)
  const show = (name: string, line: string) => {
    const { level, text } = readLogLine(line)
    if (level !== 'info' || options.verbose === true) say(name, text, level)
  }
  const mesh = createMesh({
    settings,
    processors: options.processors,
    groups: options.groups,
    ephemeral: options.ephemeral === true,
    environment,
    log: pino({ level: 'info' }, { write: (line: string) => show('postgres', line.trimEnd()) }),
    on: {
      service: (name, about) => process.stdout.write(`${name.padEnd(NAME_WIDTH)}${about}\n`),
      open: (line) => process.stdout.write(`${line}\n`),
      line: show,
      restarting: (name, reason, delayMs) =>
        say(name, `died (${reason}): starting it again in ${delayMs / 1000} s`, 'warn'),
      waiting: (missing) => say('walletmesh', `still starting: ${missing}`, 'info'),
    },
  })
  try {
    await untilSignal(mesh)
  } finally {
    // It went with the data, unless no data was ever in it. One that is not empty stays.
    if (options.ephemeral === true) await rmdir(settings.data).catch(() => {})
  }
}

/** Starts the mesh and stops it at the first signal; the second one kills it. */
async function untilSignal(mesh: Mesh): Promise<void> {
  const asked = new AbortController()
  let signals = 0
  const onSignal = () => {
    signals += 1
    if (signals > 2) process.exit(1)
    if (signals === 2) {
      process.exitCode = 1
      return mesh.kill()
    }
    say('walletmesh', 'stopping; Ctrl-C again kills', 'info')
    asked.abort()
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  // Whoever reads our output may go before we do.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    const url = await mesh.start(asked.signal)
    process.stdout.write(`ready ${url}\n`)
    await aborted(asked.signal)
  } catch (error) {
    if (!asked.signal.aborted) {
      // Why it did not start matters more than how it stops.
      await mesh.stop().catch(() => {})
      throw error
    }
  }
  await mesh.stop()
}

/** A terminal that is closed sends SIGHUP. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

async function aborted(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
}

/** The settings with the ports and the data folder that the mesh is to use. */
async function settingsFor(options: UpOptions): Promise<Settings> {
  const settings = settingsIn(options)
  trustAuthorities(settings)
  if (options.ephemeral === true && settings.dsn !== '') {
    throw new InvalidArgumentError(
      '--ephemeral is for the embedded PostgreSQL, but the settings name a dsn: use one of them',
    )
  }
  const anyPorts = options.port === 0
  const http = await withPort({ ...settings.ip, port: options.port ?? settings.ip.port })
  const grpc = await withPort(anyPorts ? { ...settings.grpc.address, port: 0 } : settings.grpc.address, http.port)
  const settler = await withPort(
    anyPorts ? { ...settings.settlement.address, port: 0 } : settings.settlement.address,
    http.port,
    grpc.port,
  )
  const balancer = await withPort(
    anyPorts ? { ...settings.balancer.address, port: 0 } : settings.balancer.address,
    http.port,
    grpc.port,
    settler.port,
  )
  const fraud = await withPort(
    anyPorts ? { ...settings.fraud.address, port: 0 } : settings.fraud.address,
    http.port,
    grpc.port,
    settler.port,
    balancer.port,
  )
  await assertFree(http, 'stop it, or name another port with --port')
  await assertFree(grpc, 'stop it, or set grpc.address in the settings, or take any free ports with --port 0')
  await assertFree(settler, 'stop it, or set settlement.address in the settings, or take any free ports with --port 0')
  await assertFree(balancer, 'stop it, or set balancer.address in the settings, or take any free ports with --port 0')
  await assertFree(fraud, 'stop it, or set fraud.address in the settings, or take any free ports with --port 0')
  const isThrownAway = options.ephemeral === true && options.data === undefined
  return readSettings(options.settings, {
    ip: formatAddress(http),
    grpc: { address: formatAddress(grpc) },
    settlement: { address: formatAddress(settler) },
    balancer: { address: formatAddress(balancer) },
    fraud: { address: formatAddress(fraud) },
    data: isThrownAway ? await mkdtemp(join(tmpdir(), 'walletmesh-')) : settings.data,
  })
}

/** With a free port instead of 0. */
async function withPort({ host, port }: Address, ...others: number[]): Promise<Address> {
  return { host, port: port === 0 ? await findFreePort(host, Math.random, others) : port }
}

const NAME_WIDTH = 16
const COLOURS = { info: 'dim', warn: 'yellow', error: 'red' } as const

/** What is not an answer goes to standard error. */
function say(name: string, text: string, level: Level): void {
  const line = `${name.padEnd(NAME_WIDTH)}${level === 'info' ? '' : `${level}: `}${text}`
  process.stderr.write(`${styleText(COLOURS[level], line, { stream: process.stderr })}\n`)
}
