import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { joinEmbedded } from './embedded.ts'
import { findRunning } from './running.ts'

const log = { info() {}, warn() {} }

test('a server is found while it runs, and looking neither makes, starts nor keeps one', async () => {
  const outer = mkdtempSync(join(tmpdir(), 'walletmesh-running-'))
  // As root, the user of the server must be able to enter, or the files would be elsewhere.
  chmodSync(outer, 0o755)
  const dataFolder = join(outer, 'data')
  try {
    expect(await findRunning(dataFolder)).toBeUndefined()
    expect(existsSync(dataFolder)).toBe(false)

    const { dsn, leave } = await joinEmbedded({ dataFolder, port: 0, log })
    expect(await findRunning(dataFolder)).toBe(dsn)
    await leave()
    expect(await findRunning(dataFolder)).toBeUndefined()
  } finally {
    rmSync(outer, { recursive: true })
  }
})
