import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FileLock, hold, tryHold, tryShare } from './file-lock.ts'

const HOLDER = fileURLToPath(new URL('./fixtures/lock-holder.ts', import.meta.url))

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'walletmesh-lock-'))
  path = join(folder, 'a.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function holderElsewhere(kind: 'shared' | 'exclusive') {
  const child = spawn(process.execPath, [HOLDER, path, kind], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [answer] = await once(createInterface(child.stdout), 'line')
  const kill = () => {
    child.kill('SIGKILL')
    return exited
  }
  return { answer, kill }
}

test('of all holders in one process, one holds alone or any number share', () => {
  const attempts = fc.array(fc.record({ take: fc.boolean(), alone: fc.boolean(), which: fc.nat(5) }), { maxLength: 40 })
  fc.assert(
    fc.property(attempts, (steps) => {
      const shared: FileLock[] = []
      let alone: FileLock | undefined
      for (const step of steps) {
        if (!step.take) {
          const released = step.alone ? alone : shared.splice(step.which, 1)[0]
          released?.release()
          if (step.alone) alone = undefined
        } else if (step.alone) {
          const lock = tryHold(path)
          expect(lock !== undefined).toBe(alone === undefined && shared.length === 0)
          alone ??= lock
        } else {
          const lock = tryShare(path)
          expect(lock !== undefined).toBe(alone === undefined)
          if (lock !== undefined) shared.push(lock)
        }
      }
      for (const lock of [...shared, alone]) lock?.release()
    }),
    { numRuns: 30 },
  )
})

test('a lock of another process counts until that process is killed', async () => {
  const holder = await holderElsewhere('exclusive')
  expect(holder.answer).toBe('held')
  expect(tryHold(path)).toBeUndefined()
  expect(tryShare(path)).toBeUndefined()
  const waiting = hold(path, { onWait() {} })
  await holder.kill()
  const lock = await waiting
  expect(lock).toBeDefined()
  lock?.release()
})

test('a lock that is shared here is refused alone elsewhere, also after another sharer here let go', async () => {
  const [first, second] = [tryShare(path), tryShare(path)]
  second?.release()
  const holder = await holderElsewhere('exclusive')
  const sharer = await holderElsewhere('shared')
  expect([holder.answer, sharer.answer]).toEqual(['refused', 'held'])
  await Promise.all([holder.kill(), sharer.kill()])
  first?.release()
})

test('who waits learns that the file was removed, and can stop waiting', async () => {
  const lock = tryHold(path)
  const giveUp = new AbortController()
  const aborted = hold(path, { onWait() {}, signal: giveUp.signal })
  giveUp.abort()
  await expect(aborted).rejects.toThrow('aborted')
  const waiting = hold(path, { onWait() {} })
  rmSync(folder, { recursive: true })
  lock?.release()
  expect(await waiting).toBeUndefined()
})
