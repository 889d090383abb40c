import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import type { SubscriberOptions } from '../../common/redis/channels.ts'
import type { FeedMessage } from '../../common/redis/messages.ts'
import type { Service } from '../../common/service.ts'
import { type Cursor, formatCursor, parseCursor } from './cursor.ts'
import { eventText, journalText } from './event-text.ts'
import type { Listener } from './listener.ts'
import { readHeads } from './sql/heads.ts'
import { readJournalsAfter } from './sql/journals-after.ts'
import { createStates } from './states.ts'

export interface EventsOptions {
  reads: Pool
  /** Listens to what is published; null where there is no Redis. */
  listen: (on: SubscriberOptions['on']) => (() => void) | null
  /** A client hears something at least this often. */
  heartbeatMs: number
  log: Log
}

export interface Events extends Pick<Service, 'stop'> {
  /**
   * Tells the listener of everything from now on, or from the event with the id `lastId` on. False when there are too many
   * listeners already.
   */
  add(listener: Listener, lastId: string | undefined): Promise<boolean>
  remove(listener: Listener): void
  /** Rates were set here. */
  ratesChanged(): void
}

const LISTENERS_MAX = 1_000
/** Postgres is asked what is new this often: without a Redis, and with one, where it finds what got lost. */
const POLL_MS = 500
const CHECK_MS = 2_000
/** Of this many readings one after the other that all found journals, the last one gives up: the rest is skipped. */
const READINGS_MAX = 20
/** Ids are long where there are many groups. */
const ID_EVERY_MS = 100
/** Journals that may wait for a listener who is still being told of earlier ones. */
const WAITING_MAX = 10_000

interface Told {
  group: number
  seq: bigint
  text: string
}

interface Client {
  listener: Listener
  cursor: Cursor
  /** What came while it was told of what it had missed; null: it is up to date. */
  waiting: Told[] | null
}

/**
 * Tells listeners of every journal of every group, in order of journal within a group and each once, from Redis where there
 * is one and from Postgres where there is none, or where a message was missed. An id is a cursor: which journal was the
 * last of each group. Who comes back with one is told from Postgres what came since; as not every event has an id,
 * events may be told again then. Whatever else is told is a state, which is told anew to who comes.
 */
export function createEvents({ reads, listen, heartbeatMs, log }: EventsOptions): Events {
  const clients = new Map<Listener, Client>()
  /** How far everybody is. Null while nobody listens. */
  let cursor: Cursor | null = null
  let states = createStates(reads)
  let beginning: Promise<void> | undefined
  let beginnings = 0
  let unsubscribe: (() => void) | null = null
  let timer: NodeJS.Timeout | undefined
  let heartbeat: NodeJS.Timeout | undefined
  let reading: Promise<void> | undefined
  let readAgain = false
  let idGivenMs = 0
  let stopped = false

  /** For the first listener. */
  async function begin(): Promise<void> {
    const own = beginnings + 1
    beginnings = own
    const present = createStates(reads)
    const [heads] = await Promise.all([readHeads(reads), present.changed()])
    // Everybody left in the meantime.
    if (own !== beginnings) return
    cursor = heads
    states = present
    unsubscribe = listen({ listening: catchUp, feed: offer, rates: catchUp })
    heartbeat = setInterval(() => sendAll(': \n\n'), heartbeatMs)
    catchUpLater()
  }

  /** After the last one. */
  function rest(): void {
    unsubscribe?.()
    unsubscribe = null
    clearTimeout(timer)
    clearInterval(heartbeat)
    cursor = null
    beginning = undefined
    beginnings += 1
  }

  function catchUpLater(): void {
    clearTimeout(timer)
    timer = setTimeout(catchUp, unsubscribe === null ? POLL_MS : CHECK_MS)
  }

  /** Reads what is new; one at a time, and once more if somebody asks meanwhile. */
  function catchUp(): void {
    readAgain = reading !== undefined
    if (readAgain || cursor === null) return
    clearTimeout(timer)
    reading = readNew(cursor)
      .catch((error: unknown) => log.debug({ err: error }, 'could not read what is new'))
      .finally(() => {
        reading = undefined
        if (cursor === null) return
        if (readAgain) catchUp()
        else catchUpLater()
      })
  }

  async function readNew(from: Cursor): Promise<void> {
    const changed = await states.changed()
    if (cursor !== from) return
    if (changed !== '') sendAll(changed)
    for (let i = 0; i < READINGS_MAX; i += 1) {
      const journals = await readJournalsAfter(reads, from)
      if (cursor !== from) return
      for (const journal of journals) tell(journal)
      if (journals.length === 0) return
    }
    const heads = await readHeads(reads)
    if (cursor !== from) return
    advance(from, heads)
    skipAll(from)
  }

  /** Published by somebody: told if it is the next one of its group, and read from Postgres if it is a later one. */
  function offer(journal: FeedMessage): void {
    if (cursor !== null && BigInt(journal.journal) > nextOf(cursor, journal.group)) catchUp()
    else tell(journal)
  }

  function tell(journal: FeedMessage): void {
    const { group } = journal
    const seq = BigInt(journal.journal)
    if (cursor === null || seq !== nextOf(cursor, group)) return
    cursor.set(group, seq)
    const events = journalText(journal)
    const text = events === null ? '' : `${events.before}${idLine(cursor)}${events.last}`
    for (const client of clients.values()) tellOne(client, { group, seq, text })
  }

  function tellOne(client: Client, told: Told): void {
    if (client.waiting !== null) {
      client.waiting.push(told)
      if (client.waiting.length > WAITING_MAX) drop(client)
    } else if (told.seq > (client.cursor.get(told.group) ?? 0n)) {
      client.cursor.set(told.group, told.seq)
      if (told.text !== '') send(client, told.text)
    }
  }

  function idLine(at: Cursor): string {
    const nowMs = performance.now()
    if (nowMs - idGivenMs < ID_EVERY_MS) return ''
    idGivenMs = nowMs
    return idOf(at)
  }

  /** Tells a listener who comes back what it has missed. */
  async function replay(client: Client, lastId: string): Promise<void> {
    const known = parseCursor(lastId)
    const heads = await readHeads(reads)
    // Of another database, or of this one before it was restored.
    const isKnown = known !== null && [...known].every(([group, seq]) => seq <= (heads.get(group) ?? 0n))
    client.cursor = isKnown ? known : heads
    if (!isKnown) skip(client)
    for (let i = 0; isKnown; i += 1) {
      const journals = await readJournalsAfter(reads, client.cursor)
      if (journals.length === 0) return
      if (i === READINGS_MAX) {
        advance(client.cursor, await readHeads(reads))
        skip(client)
        return
      }
      for (const journal of journals) tellMissed(client, journal)
    }
  }

  function tellMissed(client: Client, journal: FeedMessage): void {
    if (BigInt(journal.journal) !== nextOf(client.cursor, journal.group)) return
    client.cursor.set(journal.group, BigInt(journal.journal))
    const events = journalText(journal)
    if (events === null) return
    send(client, `${events.before}${idOf(client.cursor)}${events.last}`)
  }

  /** Events were left out. */
  function skip(client: Client): void {
    send(client, `${idOf(client.cursor)}${eventText('skipped', {})}`)
  }

  function skipAll(to: Cursor): void {
    for (const client of clients.values()) {
      if (client.waiting !== null) continue
      advance(client.cursor, to)
      skip(client)
    }
  }

  function sendAll(text: string): void {
    for (const client of clients.values()) send(client, text)
  }

  function send(client: Client, text: string): void {
    if (!client.listener.send(text)) remove(client.listener)
  }

  function drop(client: Client): void {
    client.listener.end()
    remove(client.listener)
  }

  function remove(listener: Listener): void {
    if (clients.delete(listener) && clients.size === 0) rest()
  }

  return {
    async add(listener, lastId) {
      if (stopped || clients.size >= LISTENERS_MAX) return false
      const client: Client = { listener, cursor: new Map(), waiting: [] }
      clients.set(listener, client)
      try {
        beginning ??= begin()
        await beginning
        if (cursor === null || !clients.has(listener)) return true
        send(client, `${lastId === undefined ? idOf(cursor) : ''}${states.all()}`)
        if (lastId === undefined) client.cursor = new Map(cursor)
        else await replay(client, lastId)
        const { waiting } = client
        client.waiting = null
        for (const told of waiting ?? []) tellOne(client, told)
        return true
      } catch (error) {
        remove(listener)
        throw error
      }
    },
    remove,
    ratesChanged: catchUp,
    async stop() {
      stopped = true
      for (const client of [...clients.values()]) drop(client)
      rest()
      await reading
    },
  }
}

function idOf(cursor: Cursor): string {
  const id = formatCursor(cursor)
  return id === null ? '' : `id: ${id}\n`
}

function nextOf(cursor: Cursor, group: number): bigint {
  return (cursor.get(group) ?? 0n) + 1n
}

function advance(cursor: Cursor, to: Cursor): void {
  for (const [group, seq] of to) if (seq > (cursor.get(group) ?? 0n)) cursor.set(group, seq)
}
