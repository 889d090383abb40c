import type { Command } from 'commander'
import { CommandError, command } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import { type DeadLetter, readDeadLetters } from '../../common/dead-letters/read-dead-letters.ts'
import { replayDeadLetter } from '../../common/dead-letters/replay-dead-letter.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { findDatabase } from '../find-database.ts'
import { type Column, formatTable } from '../table.ts'

const PAGE = 1000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function deadLettersCommand(): Command {
  return command('dead-letters', 'Lists the steps that were given up, or puts them back into the queue.')
    .addOption(dataOption())
    .option('--replay <id>', 'put the step of this operation back into the queue, or with "all" every one')
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const options = self.optsWithGlobals<DataOptions & { replay?: string }>()
  const { replay } = options
  if (replay !== undefined && replay !== 'all' && !UUID.test(replay)) {
    throw new CommandError(`--replay takes the id of an operation, or all: ${replay} is neither`)
  }
  const pool = await findDatabase(settingsIn(options))
  try {
    if (replay === undefined) await list(pool)
    else if (replay === 'all') await replayAll(pool)
    else await replayOne(pool, replay)
  } finally {
    await pool.end()
  }
}

const COLUMNS: Column[] = [
  { title: 'operation' },
  { title: 'kind' },
  { title: 'step' },
  { title: 'group', align: 'right' },
  { title: 'failed' },
  { title: 'error' },
]

async function list(pool: Pool): Promise<void> {
  const letters = await readDeadLetters(pool, null, PAGE + 1)
  if (letters.length === 0) return write('no dead letters')
  const rows = letters
    .slice(0, PAGE)
    .map((letter) => [
      letter.operation_id,
      letter.kind,
      letter.step,
      String(letter.group),
      letter.failed_at,
      oneLine(letter),
    ])
  for (const line of formatTable(COLUMNS, rows)) write(line)
  if (letters.length > PAGE) write(`and more: these are the first ${PAGE}`)
}

function oneLine({ error }: DeadLetter): string {
  return error.replace(/\s+/g, ' ').trim()
}

async function replayOne(pool: Pool, id: string): Promise<void> {
  const group = await replayDeadLetter(pool, id)
  if (group === null) throw new CommandError(`no dead letter of an operation with id: ${id}`)
  write(`queued ${id} for group ${group}`)
}

/** Those that are there now: what fails again meanwhile waits for the next time. */
async function replayAll(pool: Pool): Promise<void> {
  let replayed = 0
  let after: string | null = null
  do {
    const letters = await readDeadLetters(pool, after, PAGE)
    for (const { operation_id: id } of letters) {
      if ((await replayDeadLetter(pool, id)) !== null) replayed += 1
    }
    after = letters.length < PAGE ? null : (letters.at(-1)?.operation_id ?? null)
  } while (after !== null)
  write(`queued ${replayed} ${replayed === 1 ? 'step' : 'steps'}`)
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
