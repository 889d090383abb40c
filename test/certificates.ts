import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { TlsPaths } from '../common/tls/identity.ts'
import { type Authority, createAuthority, issue, type Request } from '../common/tls/issue.ts'
import type { Part } from '../common/tls/parts.ts'
import { openTls, type Tls } from '../common/tls/tls.ts'

const DAY_MS = 86_400_000

/** Days from now on; before it when negative. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS)
}

/** Files of certificates in a folder of their own, from one authority. */
export interface TestCertificates {
  readonly authority: Authority
  readonly folder: string
  /** The authority's certificate. */
  readonly ca: string
  /** Issues a certificate, valid from yesterday to in ten days, and returns where it is. */
  issue(part: Part | undefined, changes?: Partial<Request>): Promise<TlsPaths>
  /** Of a part that shows such a certificate. */
  tls(part: Part, changes?: Partial<Request>): Promise<Tls>
  remove(): void
}

export async function createTestCertificates(): Promise<TestCertificates> {
  const folder = mkdtempSync(join(tmpdir(), 'walletmesh-certs-'))
  const ca = join(folder, 'ca.crt')
  const authority = await createAuthority({ from: inDays(-2), to: inDays(100) })
  writeFileSync(ca, authority.cert)
  const opened: Tls[] = []
  let count = 0

  const issueFiles = async (part: Part | undefined, changes: Partial<Request> = {}) => {
    const defaults = { part, hosts: ['localhost', '127.0.0.1'], from: inDays(-1), to: inDays(10) }
    const { cert, key } = await issue(authority, { ...defaults, ...changes })
    count += 1
    const paths = { cert: join(folder, `${count}.crt`), key: join(folder, `${count}.key`), ca }
    writeFileSync(paths.cert, cert)
    writeFileSync(paths.key, key)
    return paths
  }
  return {
    authority,
    folder,
    ca,
    issue: issueFiles,
    async tls(part, changes) {
      const paths = await issueFiles(part, changes)
      const tls = openTls({ paths, part, log: pino({ level: 'silent' }), reloadMs: 20 })
      if (tls === undefined) throw new Error('no TLS')
      opened.push(tls)
      return tls
    },
    remove() {
      for (const tls of opened) tls.close()
      rmSync(folder, { recursive: true })
    },
  }
}
