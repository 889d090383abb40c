import type { Command } from 'commander'
import { CommandError, command } from '../../common/command.ts'
import type { Pool } from '../../common/database/pool.ts'
import { jobOf } from '../../common/dead-letters/id.ts'
import { type DeadLetter, readDeadLetters } from '../../common/dead-letters/read-dead-letters.ts'
import { replayDeadLetter } from '../../common/dead-letters/replay-dead-letter.ts'
import { isUuid } from '../../common/uuid.ts'
import { type DataOptions, dataOption, settingsIn } from '../data-option.ts'
import { findDatabase } from '../find-database.ts'
import { type Column, formatTable } from '../table.ts'

const PAGE = 1000

export function deadLettersCommand(): Command {
  return command('dead-letters', 'Lists the steps and jobs that were given up, or puts them back into the queue.')
    .addOption(dataOption())
    .option(
      '--replay <id>',
      'put the step of this operation, or this job, back into the queue, or with "all" every one',
    )
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const options = self.optsWithGlobals<DataOptions & { replay?: string }>()
  const { replay } = options
  if (replay !== undefined && replay !== 'all' && !isUuid(replay) && jobOf(replay) === null) {
    throw new CommandError(`--replay takes the id of an operation or of a job, or all: ${replay} is none of them`)
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
  { title: 'id' },
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
      letter.id,
      letter.kind,
      letter.step,
      String(letter.group ?? '-'),
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
  const replayed = await replayDeadLetter(pool, id)
  if (replayed === null) throw new CommandError(`no dead letter with id: ${id}`)
  write(replayed.job ? `queued ${id}` : `queued ${id} for group ${replayed.group}`)
}

/** Those that are there now: what fails again meanwhile waits for the next time. */
async function replayAll(pool: Pool): Promise<void> {
  let replayed = 0
  let after: string | null = null
  do {
    const letters = await readDeadLetters(pool, after, PAGE)
    for (const { id } of letters) {
      if ((await replayDeadLetter(pool, id)) !== null) replayed += 1
    }
    after = letters.length < PAGE ? null : (letters.at(-1)?.id ?? null)
  } while (after !== null)
  write(`queued ${replayed}`)
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
