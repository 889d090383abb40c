import { channelOf } from '../../common/database/channels.ts'
import { createListener } from '../../common/database/listener.ts'
import { type Coalescer, createCoalescer } from '../../common/grpc/coalescer.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'

export interface NoticesOptions {
  dsn: string
  schemaName: string
  /** Writes a NOTIFY, outside of any other transaction. */
  notify: (channel: string, payload: string) => Promise<void>
  /** Operations were queued for these groups, said another gateway. */
  onWork: (groups: number[]) => void
  /** Leases may have become free, or somebody wants some, said another gateway. */
  onLeases: () => void
  /** Notices may have been missed. */
  onGap: () => void
  /** From 0 up to 1; spreads the gateways' attempts to reconnect. */
  random: () => number
  log: Log
}

/** What gateways of one mesh tell each other through Postgres. All of it is advice: whoever misses it looks a bit later. */
export interface Notices extends Service {
  tellWork(group: number): void
  tellLeases(): void
}

/** NOTIFY takes a lock of the whole server when it commits, so that a gateway says it at most so often. */
const INTERVAL_MS = 10
/** Keeps a payload below the 8,000 bytes that Postgres takes. */
const GROUPS_PER_NOTICE = 1000

export function createNotices(options: NoticesOptions): Notices {
  const { dsn, schemaName, notify, onWork, onLeases, onGap, random, log } = options
  const channels = { work: channelOf(schemaName, 'work'), leases: channelOf(schemaName, 'leases') }
  const tell = (channel: string, payload: string) =>
    notify(channel, payload).catch((err: unknown) => log.debug({ err }, 'other gateways were not told'))

  const work: Coalescer = createCoalescer({
    intervalMs: INTERVAL_MS,
    flush: async (groups) => {
      for (let from = 0; from < groups.length; from += GROUPS_PER_NOTICE) {
        await tell(channels.work, groups.slice(from, from + GROUPS_PER_NOTICE).join(','))
      }
    },
  })
  const leases: Coalescer = createCoalescer({ intervalMs: INTERVAL_MS, flush: () => tell(channels.leases, '') })
  const listener = createListener({
    dsn,
    applicationName: 'gateway notices',
    channels: Object.values(channels),
    onNotice(channel, payload) {
      if (channel === channels.work) onWork(payload.split(',').map(Number))
      else onLeases()
    },
    onGap,
    random,
    log,
  })

  return {
    tellWork: (group) => work.add(group),
    tellLeases: () => leases.add(0),
    start: () => listener.start(),
    async stop() {
      work.close()
      leases.close()
      await listener.stop()
    },
  }
}
