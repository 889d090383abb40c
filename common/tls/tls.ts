import type { SecureContextOptions } from 'node:tls'
import type { Log } from '../log.ts'
import { type Identity, readIdentity, type TlsPaths } from './identity.ts'
import type { Part } from './parts.ts'

/** How this process proves itself to its peers, and which of them it believes. */
export interface Tls {
  /** For a new connection: what the files held when they were last found in order. TLS 1.2 is the least. */
  context(): SecureContextOptions
  /** Calls back when the files have changed, until the function that it returns is called. */
  onChange(listener: (context: SecureContextOptions) => void): () => void
  /** Looks at the files no more. */
  close(): void
}

export interface TlsOptions {
  paths: TlsPaths
  /** What this process is. */
  part: Part
  log: Log
  /** How often the files are read again. */
  reloadMs?: number
  /** Milliseconds since the epoch. */
  nowMs?: () => number
}

const RELOAD_MS = 10_000
const DAY_MS = 86_400_000
const EXPIRY_WARNING_MS = 30 * DAY_MS

/**
 * Reads the certificate of this process, and again whenever its files change. Undefined when the settings name none.
 * Throws a SettingsError when they cannot be used; files that are in disorder later on are told of and wait for the next
 * look, as somebody may be replacing them.
 */
export function openTls({ paths, part, log, reloadMs = RELOAD_MS, nowMs = Date.now }: TlsOptions): Tls | undefined {
  if (paths.cert === '') return undefined
  let identity = readIdentity(paths, part, nowMs())
  let fault = ''
  let warnedMs = Number.NEGATIVE_INFINITY
  const listeners = new Set<(context: SecureContextOptions) => void>()

  const reload = () => {
    try {
      const read = readIdentity(paths, part, nowMs())
      fault = ''
      if (isSame(read, identity)) return
      identity = read
      log.info('the certificate was replaced')
      for (const listener of listeners) listener(contextOf(identity))
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll('\n', '; ') : String(error)
      if (reason !== fault) log.error(`the certificate that was read last stays in use: ${reason}`)
      fault = reason
    }
  }
  const warn = () => {
    const leftMs = identity.expiresMs - nowMs()
    if (leftMs > EXPIRY_WARNING_MS || nowMs() < warnedMs + DAY_MS) return
    warnedMs = nowMs()
    log.warn(`the certificate ${leftMs > 0 ? `expires in ${Math.floor(leftMs / DAY_MS)} days` : 'has expired'}`)
  }
  warn()
  const timer = setInterval(() => {
    reload()
    warn()
  }, reloadMs).unref()

  return {
    context: () => contextOf(identity),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => clearInterval(timer),
  }
}

function contextOf({ cert, key, ca }: Identity): SecureContextOptions {
  return { cert, key, ca, minVersion: 'TLSv1.2' }
}

function isSame(a: Identity, b: Identity): boolean {
  return a.cert.equals(b.cert) && a.key.equals(b.key) && a.ca.equals(b.ca)
}
