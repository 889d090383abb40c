import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import { CommandError, command, settingsOf, wholeNumber } from '../../common/command.ts'
import { type SettlementServiceClient, type Snapshot, SnapshotState } from '../../proto/gen/walletmesh/v1/settlement.ts'
import { askSettler } from './ask-settler.ts'
import { snapshotJson } from './json.ts'
import { snapshotText } from './print.ts'
import { required } from './snapshot-command.ts'

interface SettleOptions {
  settings?: string
  wait: number
  json?: boolean
}

const WAIT_SEC = { byDefault: 60, most: 86_400 }
const LOOK_EVERY_MS = 100

/** `walletmesh settle`: approves a snapshot and waits until it is settled. */
export function settleCommand(): Command {
  return command('settle', 'Approves a snapshot, so that every account falls by its balance in it, and waits for that.')
    .argument('[id]', 'the snapshot (default: the newest open one)')
    .option(
      '--wait <seconds>',
      'how long to wait until all of it is applied; it goes on by itself',
      wholeNumber(0, WAIT_SEC.most),
      WAIT_SEC.byDefault,
    )
    .option('--json', 'print JSON')
    .action((id: string | undefined, _options: unknown, self: Command) =>
      run(id, self.optsWithGlobals<SettleOptions>()),
    )
}

async function run(id: string | undefined, options: SettleOptions): Promise<void> {
  const settings = settingsOf(options)
  await askSettler(settings, async (client) => {
    const approved = required((await client.approveSnapshot({ id: id ?? '' })).snapshot)
    const snapshot = await untilSettled(client, approved, options.wait * 1000)
    process.stdout.write(options.json === true ? snapshotJson(snapshot) : snapshotText(snapshot))
    if (snapshot.state === SnapshotState.SNAPSHOT_STATE_SETTLED || options.wait === 0) return
    throw new CommandError(
      `not all of it is applied after ${options.wait} s, it goes on by itself: look again with walletmesh snapshot --show ${snapshot.id}`,
    )
  })
}

async function untilSettled(client: SettlementServiceClient, approved: Snapshot, waitMs: number): Promise<Snapshot> {
  let snapshot = approved
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += LOOK_EVERY_MS) {
    if (snapshot.state === SnapshotState.SNAPSHOT_STATE_SETTLED) break
    await delay(LOOK_EVERY_MS)
    snapshot = required((await client.getSnapshot({ id: approved.id })).snapshot)
    tellProgress(snapshot)
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  return snapshot
}

function tellProgress({ postedLines, lines }: Snapshot): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${postedLines} of ${lines} accounts are queued\x1b[K`)
}
