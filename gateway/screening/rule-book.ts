import { setTimeout as delay } from 'node:timers/promises'
import { channelOf } from '../../common/database/channels.ts'
import { createListener } from '../../common/database/listener.ts'
import type { Pool } from '../../common/database/pool.ts'
import { type Rule, selects } from '../../common/fraud/rule.ts'
import { readEnabledRules } from '../../common/fraud/sql/rules.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import type { OperationRequest } from '../ingest/sql/queue-requests.ts'
import type { DatabaseAddress } from '../pools.ts'

/** Which transfers are screened. */
export interface RuleBook extends Service {
  /** Whether an enabled rule may say something about it. Asks nobody. */
  selects(operation: Omit<OperationRequest, 'operationId'>): boolean
  /** Resolves when changes that were committed before count here. */
  reload(): Promise<void>
}

export interface RuleBookOptions {
  database: DatabaseAddress
  reads: Pool
  log: Log
}

const RETRY_MS = 500

/** The enabled rules in memory, read again whenever one was changed. */
export function createRuleBook({ database, reads, log }: RuleBookOptions): RuleBook {
  const stopping = new AbortController()
  let rules: readonly Rule[] = []
  let reading: Promise<void> | undefined
  let again = false
  const listener = createListener({
    ...database,
    applicationName: 'gateway rules',
    channels: [channelOf(database.schemaName, 'rules')],
    onNotice: read,
    onGap: read,
    random: Math.random,
    log,
  })

  /** One reading at a time; a change during one asks for another. */
  function read(): void {
    again = true
    reading ??= readUntilCurrent().finally(() => {
      reading = undefined
    })
  }

  async function readUntilCurrent(): Promise<void> {
    while (again && !stopping.signal.aborted) {
      again = false
      try {
        rules = await readEnabledRules(reads)
      } catch (error) {
        again = true
        log.warn({ err: error }, 'the rules of screening cannot be read, it is tried again')
        await delay(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  return {
    selects({ kind, originId, targetId, amount, currency }) {
      if (rules.length === 0 || kind !== undefined) return false
      if (originId === null || targetId === null || amount === null || currency === null) return false
      return rules.some((rule) => selects(rule, { originId, targetId, amount, currency }))
    },
    async reload() {
      // Should an older reading be under way, another one follows it, and that is waited for.
      read()
      await reading
    },
    async start() {
      // Before the first operation is taken, where the database answers.
      rules = await readEnabledRules(reads).catch(() => [])
      await listener.start()
    },
    async stop() {
      stopping.abort()
      await listener.stop()
      await reading
    },
  }
}
