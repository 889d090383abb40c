import { describe, expect, test } from 'vitest'
import { runWalletmesh } from './testing/run.ts'

const COMMANDS = ['up', 'migrate', 'status', 'verify', 'months', 'seed', 'load']

describe('walletmesh', () => {
  test.each([[[]], [['--help']]])('lists its commands: %j', async (args) => {
    const { exitCode, stdout } = await runWalletmesh(args)
    expect(exitCode).toBe(0)
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  })

  test.each(COMMANDS)('%s has --help and --version', async (name) => {
    const [help, version] = await Promise.all([runWalletmesh([name, '--help']), runWalletmesh([name, '--version'])])
    expect(help).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`Usage: walletmesh ${name}`),
      stderr: '',
    })
    expect(version).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  test.each([
    [['statsu'], "unknown command 'statsu' (Did you mean status?)"],
    [['up', '--prot', '1'], "unknown option '--prot' (Did you mean --port?)"],
    [['up', '--groups', '0'], 'write a whole number from 1 to 1024'],
    [['status', 'now'], 'too many arguments'],
  ])('answers %j in one line, with exit code 2', async (args, message) => {
    const { exitCode, stdout, stderr } = await runWalletmesh(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^walletmesh: .*\n$/)
  })

  test.each([
    ['up', '--ephemeral'],
    ['up', '--data', '/nowhere'],
    ['status', '--data', '/nowhere'],
    ['migrate', '--data', '/nowhere'],
  ])("%s %s is impossible with a database of one's own", async (...args) => {
    const environment = { WALLETMESH_DSN: 'postgres://localhost/mesh' }
    const { exitCode, stderr } = await runWalletmesh(args, { environment })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^walletmesh: --\w+ is for the embedded PostgreSQL, but the settings name a dsn: .*\n$/)
  })
})
