import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeLaunchers } from './launchers.ts'

const SCRIPT =
  'console.log(JSON.stringify({ node: process.execPath, args: process.argv.slice(2), cwd: process.cwd() }))'

let outer: string
let root: string

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), 'walletmesh-launchers-')))
  root = join(outer, 'a mesh')
  mkdirSync(join(root, 'cli'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(join(root, 'cli/main.ts'), SCRIPT)
})

afterEach(() => rmSync(outer, { recursive: true }))

function installNode(): void {
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true })
  symlinkSync(process.execPath, join(root, 'node_modules/.bin/node'))
}

describe('a launcher', () => {
  test('is written for each command', () => {
    expect(writeLaunchers(root)).toEqual([
      'bin/gateway',
      'bin/op_processor',
      'bin/wlt_balancer',
      'bin/settler',
      'bin/fraud',
      'bin/walletmesh',
    ])
  })

  test('runs the pinned Node through symbolic links, from any folder, with the arguments as they are', () => {
    installNode()
    writeLaunchers(root)
    symlinkSync('a mesh/bin/walletmesh', join(outer, 'relative'))
    symlinkSync(join(outer, 'relative'), join(outer, 'walletmesh'))
    const args = ['status', '--data', 'a b', '']
    const answer = execFileSync('walletmesh', args, { cwd: '/', env: { PATH: `${outer}:/usr/bin:/bin` } })
    expect(JSON.parse(String(answer))).toEqual({ node: realpathSync(process.execPath), args, cwd: '/' })
  })

  test('says what to do when the packages are not installed', () => {
    writeLaunchers(root)
    const stderr = () => {
      try {
        execFileSync(join(root, 'bin/walletmesh'), { stdio: 'pipe' })
        return ''
      } catch (error) {
        return error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
      }
    }
    expect(stderr()).toBe(`walletmesh: its packages are not installed: run make -f Makefile.mk build in ${root}\n`)
  })
})
