import { openPool, type Pool } from '../common/database/pool.ts'
import { openLog } from '../common/log.ts'
import { openMetrics } from '../common/metrics.ts'
import { loadSettings, type SettingsOverrides } from '../common/settings/settings.ts'
import { TestLedger } from '../op-processor/apply/fixtures/ledger.ts'
import { settlerMetrics } from '../settler/metrics.ts'
import { createSettler, type Settler } from '../settler/settler.ts'
import { type SnapshotStores, snapshotStores } from '../settler/store/snapshot-stores.ts'

export const CENT = 10_000n

/** Banks with accounts in a database of their own, whose payments a test queues and applies. */
export class ClearingHouse {
  readonly ledger: TestLedger
  readonly pool: Pool
  readonly stores: SnapshotStores
  readonly #database: { dsn: string; schemaName: string }
  readonly #settlers: Settler[] = []
  readonly #scheduled = new Set<(at: Date) => Promise<void>>()
  /** Of the settlers: another kind than the ledger's, which is pipelined. */
  readonly #pool: Pool
  /** Wallets of the accounts, in order of bank and account. */
  accounts: number[] = []

  private constructor(database: { dsn: string; schemaName: string }, ledger: TestLedger, stores: SnapshotStores) {
    this.#database = database
    this.#pool = openPool({ ...database, connectionsMax: 12, applicationName: 'test settler' })
    this.ledger = ledger
    this.pool = ledger.pool
    this.stores = stores
  }

  /** With the ten banks and so many accounts of each, spread over two groups. */
  static async open(database: { dsn: string; schemaName: string }, accountsPerBank = 2): Promise<ClearingHouse> {
    const ledger = await TestLedger.open(database, 2)
    const stores = snapshotStores(null, ledger.pool)
    const house = new ClearingHouse(database, ledger, stores)
    await house.openAccounts(accountsPerBank)
    return house
  }

  async openAccounts(perBank: number): Promise<void> {
    const { rows } = await this.pool.query<{ wallet_id: bigint }>(
      `with account as (
         select b.id as bank_id, 'A' || n as account, nextval(pg_get_serial_sequence('wallets', 'id')) as wallet_id, n
         from banks b cross join generate_series(1, $1::int) n order by b.id, n
       ), wallet as (
         insert into wallets (id, group_id, currency, floor, bank_id) overriding system value
         select wallet_id, 1 + (bank_id + n) % 2, 'USD', null, bank_id from account
       )
       insert into clearing_accounts (bank_id, account, wallet_id) select bank_id, account, wallet_id from account
       returning wallet_id`,
      [perBank],
    )
    this.accounts = rows.map(({ wallet_id }) => Number(wallet_id))
  }

  /** Queues a payment in cents and returns its id. */
  async pay(from: number, to: number, cents: bigint): Promise<string> {
    const [id = ''] = await this.ledger.queue({ kind: 'payment', from, to, amount: cents * CENT })
    return id
  }

  /** Balances of all accounts, in their order. */
  balances(): Promise<bigint[]> {
    return this.ledger.balances(...this.accounts)
  }

  /** One more settler, with its work in the background. */
  async settler(overrides: SettingsOverrides = {}): Promise<Settler> {
    const log = openLog('settler', 'silent')
    const settings = settingsWith(overrides)
    const settler = createSettler({
      settings,
      database: this.#database,
      pool: this.#pool,
      stores: this.stores,
      atTimes: (_cron, run) => {
        this.#scheduled.add(run)
        return async () => {
          this.#scheduled.delete(run)
        }
      },
      metrics: settlerMetrics(openMetrics('settler')),
      log,
    })
    this.#settlers.push(settler)
    await settler.start()
    return settler
  }

  /** The store of its snapshots. */
  get store() {
    return this.stores.current
  }

  /** Lets it be a time of the schedule for all settlers at once; resolves when they are done. */
  async beTime(at: Date): Promise<void> {
    await Promise.all([...this.#scheduled].map((run) => run(at)))
  }

  async state(id: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ state: string }>('select state from snapshots where id = $1', [id])
    return rows[0]?.state
  }

  async close(): Promise<void> {
    for (const settler of this.#settlers) await settler.stop()
    await this.stores.close()
    await this.#pool.end()
    await this.ledger.close()
  }
}

function settingsWith(overrides: SettingsOverrides) {
  return loadSettings({ cwd: '/', env: {}, overrides: { lease: { ttl: '5s' }, ...overrides } })
}
