import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { CommandError } from '../../common/command.ts'
import { type Child, createChild, modulePath } from './child.ts'

const SERVICE = 'cli/up/fixtures/service.ts'
const FAILING = 'cli/up/fixtures/failing.ts'

const lines: string[] = []
const restarts: string[] = []
const failures: string[] = []
let child: Child

function startChild(script: string, args: string[] = [], stopTimeoutMs = 20_000): void {
  child = createChild({
    name: 'service',
    script: modulePath(script),
    args,
    environment: {},
    stopTimeoutMs,
    on: {
      line: (line) => lines.push(line),
      restarting: (reason, delayMs) => restarts.push(`${reason}, ${delayMs}`),
      failed: (reason) => failures.push(reason),
    },
  })
  child.start()
}

const timesUp = () => lines.filter((line) => line.includes('"up"')).length
const untilUp = (times = 1) => vi.waitFor(() => expect(timesUp()).toBe(times), { timeout: 20_000 })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

afterEach(async () => {
  child.kill()
  await child.stop().catch(() => {})
  for (const list of [lines, restarts, failures]) list.length = 0
})

describe('a child', () => {
  test('is told to stop once, however often that is asked, and is waited for', async () => {
    startChild(SERVICE)
    await untilUp()
    const pid = child.pid ?? 0
    await Promise.all([child.stop(), child.stop()])
    expect(isAlive(pid)).toBe(false)
    expect(lines.filter((line) => line.includes('signalled'))).toEqual([expect.stringContaining('"signals":1')])
  })

  test('that was killed is started again', async () => {
    startChild(SERVICE)
    await untilUp()
    const first = child.pid ?? 0
    process.kill(first, 'SIGKILL')
    await untilUp(2)
    expect(restarts).toEqual(['ended by SIGKILL, 250'])
    expect(child.pid).not.toBe(first)
  })

  test('that never starts is given up after three attempts, with its own reason', async () => {
    startChild(FAILING, ['no database'])
    await vi.waitFor(() => expect(failures).toEqual(['no database']), { timeout: 20_000 })
    expect(restarts).toEqual(['no database, 250', 'no database, 500'])
    await child.stop()
  })

  test('whose settings are wrong is given up at once', async () => {
    startChild(FAILING, ['unknown key', '2'])
    await vi.waitFor(() => expect(failures).toEqual(['unknown key']), { timeout: 20_000 })
    expect(restarts).toEqual([])
  })

  test('that fails once the mesh has settled is never given up', async () => {
    startChild(FAILING, ['no database'])
    child.settled()
    await vi.waitFor(() => expect(restarts.length).toBe(4), { timeout: 20_000 })
    expect(restarts.at(-1)).toBe('no database, 2000')
    expect(failures).toEqual([])
  })

  test('that does not drain in time is killed, and that is an error', async () => {
    startChild(SERVICE, ['hangs'], 100)
    await untilUp()
    await expect(child.stop()).rejects.toThrow(new CommandError('service did not stop well: ended by SIGKILL'))
  })

  test('that fails while it drains is an error with its reason', async () => {
    startChild(SERVICE, ['fails'])
    await untilUp()
    await expect(child.stop()).rejects.toThrow('service did not stop well: the last commit failed')
  })

  test('that is stopped while it waits to be started again stays down', async () => {
    startChild(FAILING, ['no database'])
    await vi.waitFor(() => expect(restarts.length).toBe(1), { timeout: 20_000 })
    await child.stop()
    expect(child.pid).toBeUndefined()
  })

  test('drains and stops when its parent is killed', async () => {
    const parent = spawn(process.execPath, [modulePath('cli/up/fixtures/parent.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [chunk] = await once(parent.stdout, 'data')
    const pid = Number(String(chunk))
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 })
  })
})
