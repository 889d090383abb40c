import { createEventParser, type ServerEvent } from './event-parser.ts'
import type { Rates } from './exchange.ts'
import { sendAsUser } from './session.ts'
import { createStore } from './store.ts'

/** An operation that ended, as events tell it. */
export interface LiveOperation {
  id: string
  kind: string
  status: string
  reason: string | null
  amount: string
  currency: string
  origin_wallet_id: number | null
  target_wallet_id: number | null
  group: number
  journal: string
  applied_at: string
}

/** What came since the frame before. */
export interface Batch {
  /** In order; the newest ones where too many came. */
  operations: readonly LiveOperation[]
  /** How many ended, by group: more than `operations` has where the gateway did not tell each. */
  countByGroup: ReadonlyMap<number, number>
  /** Operations were left out, of any wallet: what is shown must be read anew. */
  skipped: boolean
}

/**
 * - off: nobody listens
 * - connecting, live
 * - reconnecting: it broke off a moment ago
 * - lost: for so long that what is shown is old; it goes on trying
 */
export type Connection = 'off' | 'connecting' | 'live' | 'reconnecting' | 'lost'

export const connection = createStore<Connection>('off')
/** USD per unit, as of the last event of rates; null before the first. */
export const rates = createStore<Rates | null>(null)
/** How often each was told of: who shows one of them reads it anew then. */
export const changes = createStore<Readonly<Record<Changing, number>>>({ lease: 0, rebalance: 0, settlement: 0 })

/** The gateway sends something every 5 s at least. */
const SILENCE_MS = 12_000
const LOST_AFTER_MS = 10_000
const PAUSE_MIN_MS = 300
const PAUSE_MAX_MS = 3_000
/** Operations that one frame may bring; of more, the newest. */
const BATCH_MAX = 400
/** In a tab that is not shown there are no frames. */
const HIDDEN_BATCH_MS = 1_000

/** What events tell the present state of. */
export type Changing = 'lease' | 'rebalance' | 'settlement'

type Listener = (batch: Batch) => void

const listeners = new Set<Listener>()
let stop: (() => void) | undefined
let waiting: LiveOperation[] = []
let counts = new Map<number, number>()
let skipped = false
let isScheduled = false

/** Calls back once a frame at most, with all that came. */
export function onBatch(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Listens to the gateway until `stopLive`, and comes back by itself whenever that breaks off. */
export function startLive(): void {
  if (stop !== undefined) return
  const ended = new AbortController()
  stop = () => ended.abort()
  connection.set('connecting')
  keepListening(ended.signal)
}

export function stopLive(): void {
  stop?.()
  stop = undefined
  connection.set('off')
}

async function keepListening(ended: AbortSignal): Promise<void> {
  let lastId: string | undefined
  let brokeAtMs: number | null = null
  let pauseMs = PAUSE_MIN_MS
  const lost = setInterval(() => {
    if (brokeAtMs !== null && performance.now() - brokeAtMs > LOST_AFTER_MS) connection.set('lost')
  }, 500)
  ended.addEventListener('abort', () => clearInterval(lost))
  while (!ended.aborted) {
    try {
      await listen(
        ended,
        lastId,
        (event) => {
          lastId = event.id ?? lastId
          take(event)
        },
        () => {
          brokeAtMs = null
          pauseMs = PAUSE_MIN_MS
          connection.set('live')
        },
      )
    } catch {
      // It is tried again, whatever it was.
    }
    if (ended.aborted) return
    brokeAtMs ??= performance.now()
    if (connection.get() !== 'lost') connection.set('reconnecting')
    await delay(pauseMs * (0.5 + Math.random()), ended)
    pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)
  }
}

/** Returns when the gateway ends it, and rejects when it breaks off or is silent for too long. */
async function listen(
  ended: AbortSignal,
  lastId: string | undefined,
  onEvent: (event: ServerEvent) => void,
  onOpen: () => void,
): Promise<void> {
  const silent = new AbortController()
  const hear = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silent.abort(), SILENCE_MS)
  }
  let timer = setTimeout(() => silent.abort(), SILENCE_MS)
  try {
    const headers = lastId === undefined ? {} : { 'last-event-id': lastId }
    const signal = AbortSignal.any([ended, silent.signal])
    const response = await sendAsUser(new Request('/v1/events', { headers, signal, cache: 'no-store' }))
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`)
    onOpen()
    const parse = createEventParser()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      hear()
      for (const event of parse(value)) onEvent(event)
    }
  } finally {
    clearTimeout(timer)
  }
}

function take({ type, data }: ServerEvent): void {
  if (type === 'operation') {
    const operation = JSON.parse(data) as LiveOperation
    waiting.push(operation)
    if (waiting.length > 2 * BATCH_MAX) {
      waiting = waiting.slice(-BATCH_MAX)
      skipped = true
    }
    count(operation.group, 1)
  } else if (type === 'omitted') {
    const { group, operations } = JSON.parse(data) as { group: number; operations: number }
    count(group, operations)
    skipped = true
  } else if (type === 'rates') {
    rates.set((JSON.parse(data) as { rates: Rates }).rates)
  } else if (type === 'lease' || type === 'rebalance' || type === 'settlement') {
    changes.set({ ...changes.get(), [type]: changes.get()[type] + 1 })
    return
  } else if (type === 'skipped') {
    skipped = true
  }
  schedule()
}

function count(group: number, operations: number): void {
  counts.set(group, (counts.get(group) ?? 0) + operations)
}

function schedule(): void {
  if (isScheduled) return
  isScheduled = true
  if (document.hidden) setTimeout(deliver, HIDDEN_BATCH_MS)
  else requestAnimationFrame(deliver)
}

function deliver(): void {
  const isCut = waiting.length > BATCH_MAX
  const batch: Batch = {
    operations: waiting.slice(-BATCH_MAX),
    countByGroup: counts,
    skipped: skipped || isCut,
  }
  isScheduled = false
  waiting = []
  counts = new Map()
  skipped = false
  for (const listener of listeners) listener(batch)
}

function delay(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    ended.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
