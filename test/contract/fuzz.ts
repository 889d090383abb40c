import { createInterface } from 'node:readline'
import { startWalletmesh } from '../../cli/testing/run.ts'
import { command, runCommand, wholeNumber } from '../../common/command.ts'
import { breachesOf } from './contract.ts'

const MS_PER_MINUTE = 60_000

interface FuzzOptions {
  minutes: number
  seed?: number
  url?: string
  key?: string
}

const program = command(
  'fuzz',
  'Sends /v1 whatever its OpenAPI document allows, and what it does not, and judges the answers.',
)
  .option('--minutes <n>', 'how long', wholeNumber(1, 10_000), 1)
  .option('--seed <n>', 'of the first round; each further one has the next', wholeNumber(0, 2 ** 31 - 1))
  .option('--url <url>', 'of a gateway that may be filled with nonsense (default: a mesh of its own)')
  .option(
    '--key <key>',
    'API key of an admin, for --url (default: one that it makes, where nobody is asked who they are)',
  )
  .action(fuzz)

async function fuzz({ minutes, seed = Date.now() % 2 ** 31, url, key }: FuzzOptions): Promise<void> {
  if (url !== undefined) return rounds(url, key ?? (await madeKey(url)), minutes, seed)
  const mesh = startWalletmesh(['up', '--ephemeral', '--port', '0'])
  try {
    const own = await readyUrl(mesh.stdout)
    await rounds(own, await madeKey(own), minutes, seed)
  } finally {
    mesh.kill('SIGTERM')
  }
}

/** Ends with exit code 1 after the first round that found something. */
async function rounds(url: string, key: string, minutes: number, first: number): Promise<void> {
  const end = Date.now() + minutes * MS_PER_MINUTE
  for (let seed = first; Date.now() < end; seed += 1) {
    console.log(`seed ${seed}`)
    const breaches = await breachesOf({ url, key, seed, runs: 100 })
    if (breaches.length === 0) continue
    console.log(breaches.join('\n\n'))
    process.exitCode = 1
    return
  }
}

/** Closes the mesh; requests would do so sooner or later. */
async function madeKey(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'fuzz', role: 'admin' }),
  })
  const { key, detail } = (await response.json()) as { key?: string; detail?: string }
  if (key === undefined) throw new Error(`no key was made: ${detail}`)
  return key
}

async function readyUrl(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    if (line.startsWith('ready ')) return line.slice('ready '.length)
  }
  throw new Error('the mesh did not start')
}

await runCommand(program, process.argv)
