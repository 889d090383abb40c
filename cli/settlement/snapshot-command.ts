import { writeFileSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { CommandError, command, settingsOf, wholeNumber } from '../../common/command.ts'
import {
  SettlementFileFormat,
  type SettlementServiceClient,
  type Snapshot,
} from '../../proto/gen/walletmesh/v1/settlement.ts'
import { askSettler } from './ask-settler.ts'
import { snapshotJson } from './json.ts'
import { snapshotsText, snapshotText } from './print.ts'

interface SnapshotOptions {
  settings?: string
  show?: string | true
  list?: number | true
  cancel?: string | true
  file?: 'csv' | 'pacs.009'
  out?: string
  json?: boolean
}

const LIST_MAX = 100
const LISTED_BY_DEFAULT = 20

const FORMATS = {
  csv: SettlementFileFormat.SETTLEMENT_FILE_FORMAT_CSV,
  'pacs.009': SettlementFileFormat.SETTLEMENT_FILE_FORMAT_PACS_009,
} as const

/** `walletmesh snapshot`: takes one, or deals with those that were taken. */
export function snapshotCommand(): Command {
  return command('snapshot', 'Takes a snapshot of what banks are owed, and shows it.')
    .option('--show [id]', 'show that snapshot (default: the newest) and take none')
    .option('--list [n]', `list the newest n (default: ${LISTED_BY_DEFAULT}) and take none`, wholeNumber(1, LIST_MAX))
    .option('--cancel [id]', 'cancel that snapshot (default: the newest open one) and take none')
    .addOption(
      new Option('--file <format>', 'with --show: write the file of its settlement').choices(['csv', 'pacs.009']),
    )
    .option('--out <path>', 'with --file: where to write it (default: its own name, here; - for standard output)')
    .option('--json', 'print JSON')
    .action((_options: unknown, self: Command) => run(self.optsWithGlobals<SnapshotOptions>()))
}

async function run(options: SnapshotOptions): Promise<void> {
  assertOne(options)
  const settings = settingsOf(options)
  await askSettler(settings, async (client) => {
    if (options.list !== undefined) return list(client, options)
    if (options.show !== undefined && options.file !== undefined) return writeFile(client, options)
    const snapshot = await snapshotFor(client, options)
    process.stdout.write(options.json === true ? snapshotJson(snapshot) : snapshotText(snapshot))
  })
}

function assertOne({ show, list, cancel, file, out }: SnapshotOptions): void {
  if ([show, list, cancel].filter((option) => option !== undefined).length > 1) {
    throw new InvalidArgumentError('use one of --show, --list and --cancel')
  }
  if (file !== undefined && show === undefined) throw new InvalidArgumentError('use --file with --show')
  if (out !== undefined && file === undefined) throw new InvalidArgumentError('use --out with --file')
}

async function snapshotFor(client: SettlementServiceClient, { show, cancel }: SnapshotOptions): Promise<Snapshot> {
  if (show !== undefined) return required((await client.getSnapshot({ id: idOf(show) })).snapshot)
  if (cancel !== undefined) return required((await client.cancelSnapshot({ id: idOf(cancel) })).snapshot)
  return required((await client.takeSnapshot({})).snapshot)
}

async function list(client: SettlementServiceClient, { list: count, json }: SnapshotOptions): Promise<void> {
  const limit = typeof count === 'number' ? count : LISTED_BY_DEFAULT
  const { snapshots } = await client.listSnapshots({ limit, beforeId: '' })
  process.stdout.write(json === true ? snapshots.map(snapshotJson).join('') : snapshotsText(snapshots))
}

async function writeFile(client: SettlementServiceClient, { show, file, out }: SnapshotOptions): Promise<void> {
  const { id } = required((await client.getSnapshot({ id: idOf(show) })).snapshot)
  const { fileName, content } = await client.getSettlementFile({ id, format: FORMATS[file ?? 'csv'] })
  if (out === '-') {
    process.stdout.write(content)
    return
  }
  const path = out ?? fileName
  try {
    writeFileSync(path, content)
  } catch (error) {
    throw new CommandError(`cannot write ${path}: ${error instanceof Error ? error.message : error}`)
  }
  process.stdout.write(`${path}\n`)
}

/** An option without a value stands for the newest. */
function idOf(option: string | true | undefined): string {
  return typeof option === 'string' ? option : ''
}

export function required(snapshot: Snapshot | undefined): Snapshot {
  if (snapshot === undefined) throw new Error('the settler answered without a snapshot')
  return snapshot
}
