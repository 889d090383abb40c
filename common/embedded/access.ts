import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { EmbeddedError, errorCode } from './embedded-error.ts'

/** The two roles of the cluster: `postgres` administers, `walletmesh` owns the database of that name. */
export interface Passwords {
  postgres: string
  walletmesh: string
}

/** New random passwords, not yet stored: letters, digits, `-` and `_`. */
export function newPasswords(): Passwords {
  return { postgres: randomBytes(24).toString('base64url'), walletmesh: randomBytes(24).toString('base64url') }
}

/** Stores them for their owner alone, in the form of a PGPASSFILE. */
export async function storePasswords(path: string, passwords: Passwords): Promise<void> {
  const lines = Object.entries(passwords).map(([role, password]) => `127.0.0.1:*:*:${role}:${password}\n`)
  await writeFile(`${path}.new`, lines.join(''), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** Throws EmbeddedError when the file is not there or not whole. */
export async function readPasswords(path: string): Promise<Passwords> {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (errorCode(error) !== 'ENOENT') throw error
    return ''
  })
  const byRole = new Map(text.split('\n').map((line) => [line.split(':')[3], line.split(':')[4]]))
  const postgres = byRole.get('postgres')
  const walletmesh = byRole.get('walletmesh')
  if (postgres === undefined || walletmesh === undefined) {
    throw new EmbeddedError(
      `${path} is missing or damaged: without its passwords the database beside it cannot be opened`,
    )
  }
  return { postgres, walletmesh }
}

/** The connection URL of a role: `walletmesh` to its own database, `postgres` to the one for administration. */
export function dsnOf(role: keyof Passwords, passwords: Passwords, port: number): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${role}`
}
