import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../../common/command.ts'
import { createAuthority, type Issued, issue } from '../../common/tls/issue.ts'
import { PARTS } from '../../common/tls/parts.ts'

export interface CertsPlan {
  /** Made when it is not there. */
  folder: string
  /** Host names and IP addresses beside those of this machine's loopback. */
  hosts: readonly string[]
  now: Date
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AUTHORITY_DAYS = 3650
const PART_DAYS = 365

/**
 * Makes a certificate authority and one certificate for each part, and returns the files that it wrote: `ca.crt`, `ca.key`,
 * `gateway.crt`, `gateway.key`, … Throws a CommandError, and writes nothing, when one of them is there already.
 */
export async function makeCertificates({ folder, hosts, now }: CertsPlan): Promise<string[]> {
  const names = ['ca', ...PARTS]
  const filesOf = (name: string) => ({ cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) })
  const existing = names.flatMap((name) => Object.values(filesOf(name))).find((path) => existsSync(path))
  if (existing !== undefined) throw new CommandError(`${existing} is there already: name another folder, or remove it`)

  // The clocks of other machines may be behind.
  const from = new Date(now.getTime() - HOUR_MS)
  const until = (days: number) => new Date(now.getTime() + days * DAY_MS)
  const authority = await createAuthority({ from, to: until(AUTHORITY_DAYS) })
  const issued = new Map<string, Issued>([['ca', authority]])
  for (const part of PARTS) {
    const names = [...new Set([...LOOPBACK, ...hosts])]
    issued.set(part, await issue(authority, { part, hosts: names, from, to: until(PART_DAYS) }))
  }
  mkdirSync(folder, { recursive: true })
  return [...issued].flatMap(([name, { cert, key }]) => {
    const files = filesOf(name)
    writeFileSync(files.cert, cert, { flag: 'wx', mode: 0o644 })
    writeFileSync(files.key, key, { flag: 'wx', mode: 0o600 })
    return Object.values(files)
  })
}
