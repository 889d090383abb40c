import Type, { type StaticDecode, type StaticEncode } from 'typebox'
import {
  amount,
  bic,
  cronSchedule,
  duration,
  flag,
  folder,
  integer,
  label,
  listenAddress,
  mongoDatabase,
  mongoUrl,
  networks,
  numberFrom,
  oneOf,
  optionalCronSchedule,
  optionalFile,
  optionalSecret,
  postgresUrl,
  redisUrl,
  schemaIdentifier,
  share,
  targetAddresses,
  timeZone,
} from './kinds.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const PORTS = { from: 0, to: 65_535 }
/** As many as what they sign with has (RFC 7518, 3.2). */
const TOKEN_SECRET_BYTES = 32
const KEY_BYTES = 55
const FINGERPRINT_KEY_BYTES = 32
/** Short of all of it: something is left for the merchant. */
const BASIS_POINTS = { from: 0, to: 9_999 }
const DELAY_DAYS = { from: 0, to: 3650 }
const TIMEOUTS_SEC = { from: 1, to: 3600 }

/**
 * Every setting once: its kind, default and meaning. The type of the settings, the checks, the messages and the table in
 * docs/settings.md all come from here.
 */
export const settingsSchema = Type.Object({
  ip: listenAddress('127.0.0.1:4567', "address of the gateway's HTTP server; port 0 takes any free one"),
  env: oneOf(['dev', 'test', 'production'], 'dev', 'what this installation is for'),
  dsn: postgresUrl('', 'PostgreSQL database to use; empty means the embedded PostgreSQL of the data folder'),
  schemaName: schemaIdentifier('walletmesh', 'database schema that holds the tables'),
  autoMigrate: flag(true, 'whether a process brings the database schema up to date when it starts'),
  location: timeZone('UTC', 'time zone in which the classic reports and their CSV show times'),
  prefork: flag(false, 'whether the gateway runs on all cores, one process on each'),
  idleTimeoutSec: integer(15, TIMEOUTS_SEC, 'seconds that an HTTP connection may stay open unused'),
  readTimeoutSec: integer(15, TIMEOUTS_SEC, 'seconds in which an HTTP request must have arrived'),
  writeTimeoutSec: integer(15, TIMEOUTS_SEC, 'seconds in which the answer to an HTTP request must have been sent'),
  shutdownTimeoutSec: integer(60, TIMEOUTS_SEC, 'seconds that a process may take to drain and stop'),
  maxPoolTasks: integer(32, { from: 1, to: 1000 }, 'PostgreSQL connections that a process may open'),
  operationProcessorLimit: integer(1000, { from: 1, to: 100_000 }, 'operations that an op-processor claims at once'),
  operationProcessorDelay: duration(
    '1s',
    { from: 1, to: HOUR_MS },
    'how often an op-processor looks for work that nobody told it of',
  ),
  walletBalancerLimit: integer(1000, { from: 1, to: 100_000 }, 'wallets that the balancer moves in one transaction'),
  walletBalancerDelay: duration(
    '30m',
    { from: 1, to: 168 * HOUR_MS },
    'how often wallets are repartitioned, and the window in which their operations are counted for it',
  ),
  data: folder('data', 'folder of the embedded PostgreSQL, relative to the folder of the settings file'),
  embeddedPort: integer(
    0,
    PORTS,
    'port of the embedded PostgreSQL on 127.0.0.1; 0 takes any free one and remembers it in the data folder',
  ),
  logLevel: oneOf(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    'info',
    'least severity of what is logged',
  ),
  allowInsecure: flag(false, 'whether servers may listen beyond this machine without authentication and TLS'),
  grpc: Type.Object({
    address: listenAddress('127.0.0.1:4568', "address of the gateway's gRPC server; port 0 takes any free one"),
    gateways: targetAddresses(
      ['127.0.0.1:4568'],
      'where op-processors and balancer find gateways, tried in this order',
    ),
  }),
  lease: Type.Object({
    ttl: duration(
      '5s',
      { from: SECOND_MS, to: 10 * MINUTE_MS },
      'how long the lease of a group lasts without renewal, so how long a crashed op-processor keeps its groups',
    ),
  }),
  metrics: Type.Object({
    address: listenAddress(
      '127.0.0.1:0',
      'address of /metrics, /health and /ready of op-processors and balancers; port 0 takes any free one, printed at start',
    ),
  }),
  tls: Type.Object({
    cert: optionalFile(
      '',
      'PEM certificate of the process, {part} in the path stands for its name such as op_processor; empty means no TLS',
    ),
    key: optionalFile('', 'PEM private key of the certificate, {part} likewise'),
    ca: optionalFile('', 'PEM certificates of the authorities that the certificates of the mesh come from'),
  }),
  limits: Type.Object({
    bodyBytes: integer(
      1_048_576,
      { from: 1024, to: 1_073_741_824 },
      'bytes of the longest request body, but for batches of operations',
    ),
    pendingRequests: integer(
      20_000,
      { from: 1, to: 1_000_000 },
      "operations that may wait in a gateway's memory for their commit",
    ),
    queuedOperations: integer(
      5_000_000,
      { from: 1, to: 1_000_000_000 },
      'queued operations beyond which gateways answer 429',
    ),
    batchRequests: integer(
      1000,
      { from: 1, to: 100_000 },
      'operations of separate requests that a gateway queues in one commit',
    ),
    pageMax: integer(1000, { from: 1, to: 100_000 }, 'entries of the longest page of a list'),
    requestsPerMin: integer(
      0,
      { from: 0, to: 100_000_000 },
      'requests a minute of one user or API key beyond which gateways answer 429; 0 for no limit',
    ),
    strangersPerMin: integer(
      600,
      { from: 0, to: 100_000_000 },
      'requests a minute of one address without valid credentials, likewise; not counted while the mesh is open',
    ),
  }),
  ledger: Type.Object({
    monthsAhead: integer(3, { from: 1, to: 120 }, 'months after the present one that have their partitions already'),
    monthsKept: integer(
      0,
      { from: 0, to: 1200 },
      'whole months before the present one that stay in the ledger, older ones are detached; 0 keeps all of them',
    ),
    schedule: cronSchedule('7 * * * *', 'when a gateway looks after months and sums of hours, in UTC'),
  }),
  holds: Type.Object({
    expiresAfter: duration(
      '168h',
      { from: SECOND_MS, to: 8760 * HOUR_MS },
      'how long a hold reserves money that does not say so itself',
    ),
    expiresAfterMax: duration(
      '744h',
      { from: SECOND_MS, to: 8760 * HOUR_MS },
      'how long a hold may reserve money at most',
    ),
    sweepDelay: duration('1s', { from: 10, to: HOUR_MS }, 'how often a gateway gives back what expired holds reserve'),
  }),
  redis: Type.Object({
    url: redisUrl('', 'Redis to keep balances in and to tell gateways what happens; empty means none'),
  }),
  mongo: Type.Object({
    url: mongoUrl('', 'MongoDB to store snapshots in; empty means PostgreSQL'),
    database: mongoDatabase('walletmesh', 'MongoDB database that holds the snapshots'),
  }),
  settlement: Type.Object({
    address: listenAddress('127.0.0.1:4569', "address of the settler's gRPC server; port 0 takes any free one"),
    settlers: targetAddresses(
      ['127.0.0.1:4569'],
      'where gateways and the command line find settlers, tried in this order',
    ),
    paymentMax: amount('1000.00', 'largest payment between banks, in units of the currency'),
    schedule: optionalCronSchedule('', 'when a settler takes a snapshot by itself, in UTC; empty means never'),
    autoApprove: flag(false, 'whether a snapshot that was taken by schedule is approved at once'),
    expiry: duration('24h', { from: SECOND_MS, to: 168 * HOUR_MS }, 'how long a snapshot can be approved'),
    houseName: label('Clearing House', 'name of the clearing house in settlement files'),
    houseBic: bic('', 'BIC of the clearing house in settlement files; empty means none'),
  }),
  cards: Type.Object({
    acquirer: label(
      'simulator',
      'who is asked whether a card pays: simulator, which answers by the number of the card',
    ),
    acquirerTimeout: duration('5s', { from: 10, to: MINUTE_MS }, 'how long the acquirer may take to answer'),
    retry: duration(
      '2s',
      { from: 10, to: HOUR_MS },
      'longest wait before an acquirer that did not answer is asked again, doubled after each attempt up to 10 minutes',
    ),
    attempts: integer(
      8,
      { from: 1, to: 100 },
      'attempts to learn what an acquirer answered before the transaction is taken back there, and declined',
    ),
    fingerprintKey: optionalSecret(
      '',
      FINGERPRINT_KEY_BYTES,
      'what fingerprints of cards are keyed with, the same for all gateways; empty means a key that is made once and kept in the database',
    ),
    creditFeeBasisPoints: integer(500, BASIS_POINTS, 'fee of credit cards in hundredths of a percent'),
    creditDelayDays: integer(30, DELAY_DAYS, 'days after which what a credit card paid is due'),
    debitFeeBasisPoints: integer(300, BASIS_POINTS, 'fee of debit cards, likewise'),
    debitDelayDays: integer(0, DELAY_DAYS, 'days after which what a debit card paid is due; 0 for at once'),
    payoutSchedule: optionalCronSchedule(
      '5 0 * * *',
      'when a settler pays out what is due, in UTC; empty means never, but for the command settler payables',
    ),
  }),
  webhooks: Type.Object({
    poll: duration('500ms', { from: 10, to: MINUTE_MS }, 'how often a gateway looks for something to tell webhooks'),
    timeout: duration('10s', { from: 100, to: 2 * MINUTE_MS }, 'how long the server of a webhook may take to answer'),
    attempts: integer(24, { from: 1, to: 100 }, 'attempts before a delivery is dead'),
    firstRetry: duration('5s', { from: 1, to: HOUR_MS }, 'longest wait after the first attempt, doubled after each'),
    retryMax: duration('6h', { from: 1, to: 168 * HOUR_MS }, 'longest wait between two attempts'),
    concurrency: integer(64, { from: 1, to: 10_000 }, 'deliveries that a gateway has under way'),
    concurrencyOfOne: integer(16, { from: 1, to: 1000 }, 'deliveries of one webhook that all gateways have under way'),
    rotation: duration(
      '24h',
      { from: SECOND_MS, to: 168 * HOUR_MS },
      'how long a secret signs too after it was replaced',
    ),
    keptDays: integer(30, { from: 1, to: 3650 }, 'days that deliveries stay after they were delivered or given up'),
    allowPrivate: flag(false, 'whether webhooks may be sent to private and loopback addresses'),
    allowHttp: flag(false, 'whether webhooks may be sent without TLS'),
  }),
  fraud: Type.Object({
    address: listenAddress('127.0.0.1:4571', "address of the fraud part's gRPC server; port 0 takes any free one"),
    screeners: targetAddresses(['127.0.0.1:4571'], 'where gateways find fraud parts, tried in this order'),
    verdictTimeout: duration(
      '30s',
      { from: 10, to: 24 * HOUR_MS },
      'how long a screened transfer waits for the rules before onTimeout decides',
    ),
    onTimeout: oneOf(
      ['hold', 'allow', 'reject'],
      'hold',
      'what becomes of a transfer then: hold lets it wait for a fraud part or a person',
    ),
    concurrency: integer(16, { from: 1, to: 1000 }, 'transfers that a gateway asks for at once'),
    sweepDelay: duration('1s', { from: 10, to: HOUR_MS }, 'how often a gateway looks for transfers that wait too long'),
    alarmAfter: duration(
      '1m',
      { from: 10, to: 168 * HOUR_MS },
      'how long a check, a step or a job may wait before the metrics call it too long',
    ),
  }),
  balancer: Type.Object({
    address: listenAddress('127.0.0.1:4570', "address of the balancer's gRPC server; port 0 takes any free one"),
    balancers: targetAddresses(['127.0.0.1:4570'], 'where gateways find balancers, tried in this order'),
    churnWallets: share(0.01, 'share of all wallets that one round may move'),
    churnLoad: share(0.2, 'share of the counted load that one round may move'),
    tolerance: numberFrom(1, 1.05, 'load of the fullest group over the mean at or below which nothing is moved'),
    weight: oneOf(
      ['count', 'cost'],
      'count',
      'load of a wallet: operations it had part in, or the time that op-processors spent on them',
    ),
    affinity: share(
      0.02,
      'least drop of the share of transfers that cross groups for which wallets move to those they trade with; 1 for never',
    ),
  }),
  auth: Type.Object({
    mode: oneOf(
      ['auto', 'required'],
      'auto',
      'whether callers must say who they are: required, or auto for as soon as there is an admin or an API key',
    ),
    tokenSecret: optionalSecret(
      '',
      TOKEN_SECRET_BYTES,
      'what signs access tokens, the same for all gateways; empty means a secret that is made once and kept in the database',
    ),
    tokenTtl: duration('1h', { from: SECOND_MS, to: 24 * HOUR_MS }, 'how long an access token lasts'),
    refreshTtl: duration(
      '720h',
      { from: SECOND_MS, to: 8760 * HOUR_MS },
      'how long a log-in lasts without being used: the lifetime of a refresh token',
    ),
    register: flag(false, 'whether anybody may register as a user'),
    proxies: networks([], 'proxies whose X-Forwarded-For is believed, for limits and locks by address'),
    key: optionalSecret('', KEY_BYTES, 'API key with which the commands seed and load call the gateway'),
  }),
})

/** Settings as the code works with them: durations are milliseconds, addresses are host and port, paths are absolute. */
export type SettingsValues = Immutable<StaticDecode<typeof settingsSchema>>

/** Some of the settings as they would be written in the file, to be laid over everything else. */
export type SettingsOverrides = Some<StaticEncode<typeof settingsSchema>>

type Immutable<Value> = Value extends object ? { readonly [Name in keyof Value]: Immutable<Value[Name]> } : Value

type Some<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Name in keyof Value]?: Some<Value[Name]> | undefined }
    : Value
