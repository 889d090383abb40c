import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const bench = fileURLToPath(new URL('bench.ts', import.meta.url))

/** Without a path, so that no tool is found. */
async function run(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const ended = promisify(execFile)(process.execPath, [bench, ...args], { env: { PATH: '' } })
  return ended.then(
    (output) => ({ code: 0, ...output }),
    (error) => error,
  )
}

test('a row that fails is told in words and by the exit code, and the others go on', async () => {
  const { code, stdout, stderr } = await run('ingest-grpc', 'partition', '--json')
  expect(code).toBe(1)
  expect(stderr).toContain('ingest-grpc failed: Error: ghz is missing')
  const [row, ...more] = stdout.trim().split('\n')
  expect(more).toEqual([])
  expect(JSON.parse(row ?? '')).toMatchObject({
    name: 'partition',
    unit: 's',
    baseline: 60,
    ratio: expect.any(Number),
    first_mark: expect.any(String),
    goal: expect.any(String),
    details: {
      environment: {
        machine: { cores: expect.any(Number), fsyncs_per_s: expect.any(Number) },
        versions: { node: process.version, postgresql: expect.stringMatching(/^\d+\.\d+/) },
        postgresql: { fsync: 'on', synchronous_commit: 'on', shared_buffers: '256MB' },
        walletmesh: { operationProcessorLimit: 1000 },
      },
    },
  })
})

test('what is no row is called wrongly', async () => {
  expect(await run('everything')).toMatchObject({ code: 2, stdout: '' })
})
