import { type Command, InvalidArgumentError, Option } from 'commander'
import { command, settingsOf, wholeNumber } from '../../common/command.ts'
import { gatewayUrlOf, trustAuthorities } from '../../common/gateway-url.ts'
import { isLoopback } from '../../common/settings/address.ts'
import { DISTRIBUTIONS, type Distribution } from './choice.ts'
import { type ClearingPlan, isGood, type LoadPlan, load, type WalletPlan } from './load.ts'
import { APIS } from './payment-api.ts'
import { KINDS, type Kind } from './payments.ts'
import { loadJson, loadText } from './print.ts'
import { progressOn } from './progress.ts'

interface LoadOptions {
  settings?: string
  url?: URL
  workers: number
  transactions: number
  api: (typeof APIS)[number]
  batch?: number
  idempotent?: boolean
  kind?: Kind
  distribution: Distribution
  wallets?: number
  fromWallet?: number
  toWallet?: number
  banks?: number
  accounts?: number
  allowRemote?: boolean
  json?: boolean
}

const WORKERS_MAX = 1024
const TRANSACTIONS_MAX = 10_000_000
/** What the gateway takes in one request. */
const BATCH_MAX = 10_000
const WALLETS_MAX = 100_000
const WALLETS = 1000
const BANKS_MAX = 1000
const BANKS = 10
const ACCOUNTS_MAX = 10_000
const ACCOUNTS = 100

export function loadCommand(): Command {
  return command('load', 'Sends random payments to a gateway, measures its answers, and checks what was applied.')
    .addOption(new Option('--url <url>', 'the gateway (default: as in the settings)').argParser(gatewayUrl))
    .option('--workers <w>', 'connections that send at once', wholeNumber(1, WORKERS_MAX), 8)
    .option('--transactions <t>', 'payments to send in total', wholeNumber(1, TRANSACTIONS_MAX), 10_000)
    .addOption(new Option('--api <api>', 'the routes that take them').choices(APIS).default('classic'))
    .option('--batch <n>', 'payments in a request, not with --api classic (default: 1)', wholeNumber(1, BATCH_MAX))
    .option('--idempotent', 'send idempotency keys, and what has no answer again; not with --api classic')
    .addOption(new Option('--kind <kind>', 'what to send between wallets (default: transfers)').choices(KINDS))
    .addOption(new Option('--distribution <d>', 'how wallets are drawn').choices(DISTRIBUTIONS).default('uniform'))
    .option('--wallets <n>', `wallets to make for it (default: ${WALLETS})`, wholeNumber(2, WALLETS_MAX))
    .option('--from-wallet <id>', 'use wallets that exist, from this id', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--to-wallet <id>', 'to this one, all in one currency', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option(
      '--banks <n>',
      `with --api payments, between the first banks (default: ${BANKS})`,
      wholeNumber(1, BANKS_MAX),
    )
    .option('--accounts <n>', `and so many accounts of each (default: ${ACCOUNTS})`, wholeNumber(1, ACCOUNTS_MAX))
    .option('--allow-remote', 'load a gateway on another machine')
    .option('--json', 'print the outcome as JSON')
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const options = self.optsWithGlobals<LoadOptions>()
  const settings = settingsOf(options)
  const plan = planOf({ ...options, url: options.url ?? new URL(gatewayUrlOf(settings)) })
  trustAuthorities(settings)
  const [stop, stopCheck] = [new AbortController(), new AbortController()]
  const progress = progressOn(process.stderr)
  let signals = 0
  const onSignal = () => {
    signals += 1
    if (signals === 1) stop.abort()
    else if (signals === 2) stopCheck.abort()
    else process.exit(1)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  try {
    const result = await load(plan, {
      random: Math.random,
      stop: stop.signal,
      stopCheck: stopCheck.signal,
      key: settings.auth.key,
      onProgress: progress.show,
    })
    progress.end()
    process.stdout.write(options.json === true ? loadJson(result) : loadText(result))
    if (!isGood(result)) process.exitCode = 1
  } finally {
    progress.end()
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function planOf(options: LoadOptions & { url: URL }): LoadPlan {
  const { url, workers, transactions, api, batch = 1, distribution } = options
  if (!isLoopback({ host: url.hostname.replace(/^\[|\]$/g, '') }) && options.allowRemote !== true) {
    throw new InvalidArgumentError(`${url.origin} is not this machine: add --allow-remote if it is yours to load`)
  }
  if (api === 'classic' && batch > 1) {
    throw new InvalidArgumentError('the classic routes take one payment in a request: add --api v1 to --batch')
  }
  const isIdempotent = options.idempotent === true
  if (api === 'classic' && isIdempotent) {
    throw new InvalidArgumentError('the classic routes take no idempotency keys: add --api v1 to --idempotent')
  }
  const common = { url, workers, transactions, batch, distribution, isIdempotent }
  return api === 'payments'
    ? { ...common, api, ...accountsOf(options) }
    : { ...common, api, kind: options.kind ?? 'transfers', wallets: walletsOf(options) }
}

const OF_WALLETS = [
  ['kind', '--kind'],
  ['wallets', '--wallets'],
  ['fromWallet', '--from-wallet'],
  ['toWallet', '--to-wallet'],
] as const

function accountsOf(options: LoadOptions): Pick<ClearingPlan, 'banks' | 'accounts'> {
  for (const [option, name] of OF_WALLETS) {
    if (options[option] !== undefined)
      throw new InvalidArgumentError(`${name} is of wallets: leave it out with --api payments`)
  }
  const { banks = BANKS, accounts = ACCOUNTS } = options
  if (banks * accounts < 2) throw new InvalidArgumentError('payments need two accounts: raise --banks or --accounts')
  if (banks * accounts > WALLETS_MAX) {
    throw new InvalidArgumentError(`--banks times --accounts must be at most ${WALLETS_MAX}`)
  }
  return { banks, accounts }
}

function walletsOf(options: LoadOptions): WalletPlan['wallets'] {
  if (options.banks !== undefined || options.accounts !== undefined) {
    throw new InvalidArgumentError('--banks and --accounts are of clearing: add --api payments')
  }
  const { wallets, fromWallet: first, toWallet: last } = options
  if (first === undefined && last === undefined) return { count: wallets ?? WALLETS }
  if (first === undefined || last === undefined) {
    throw new InvalidArgumentError('--from-wallet and --to-wallet belong together: write both')
  }
  if (wallets !== undefined) {
    throw new InvalidArgumentError(
      '--wallets makes new wallets, --from-wallet takes those that exist: write one of them',
    )
  }
  if (last <= first || last - first >= WALLETS_MAX) {
    throw new InvalidArgumentError(`from --from-wallet to --to-wallet there must be 2 to ${WALLETS_MAX} wallets`)
  }
  return { first, last }
}

function gatewayUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (!isHttp || url.href !== `${url.origin}/`) {
    throw new InvalidArgumentError('write an address such as http://127.0.0.1:4567.')
  }
  return url
}
