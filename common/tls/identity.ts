import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dayOf } from '../day.ts'
import { SettingsError } from '../settings/settings.ts'
import { type Part, partsOf } from './parts.ts'

/** Where the settings `tls.cert`, `tls.key` and `tls.ca` point: absolute paths. */
export interface TlsPaths {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

/** What a process proves itself with, and whom it believes: the files as they are, found to fit together. */
export interface Identity {
  readonly cert: Buffer
  readonly key: Buffer
  readonly ca: Buffer
  /** When the first certificate on the way to the authority expires. */
  readonly expiresMs: number
}

type Setting = keyof TlsPaths

const SETTINGS: readonly Setting[] = ['cert', 'key', 'ca']

/**
 * Reads the files of a part and checks them as its peers will. Throws a SettingsError that names the setting when one cannot
 * be read, has expired, is for another part, or does not belong to the others.
 *
 * @param nowMs since the epoch
 */
export function readIdentity(paths: TlsPaths, part: Part, nowMs: number): Identity {
  const here = pathsOf(paths, part)
  const problems: string[] = []
  const read = (setting: Setting): Buffer => {
    try {
      return readFileSync(here[setting])
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
      problems.push(problem(here, setting, code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`))
      return Buffer.alloc(0)
    }
  }
  const [cert, key, ca] = [read('cert'), read('key'), read('ca')]
  if (problems.length > 0) throw new SettingsError(problems)
  return { cert, key, ca, expiresMs: checked({ paths: here, cert, key, ca }, part, nowMs) }
}

/** The paths with the name of the part in them. */
function pathsOf(paths: TlsPaths, part: Part): TlsPaths {
  const [cert = '', key = '', ca = ''] = SETTINGS.map((setting) => paths[setting].replaceAll('{part}', part))
  return { cert, key, ca }
}

interface Files {
  paths: TlsPaths
  cert: Buffer
  key: Buffer
  ca: Buffer
}

/** Returns when the first of the certificates that are needed expires. */
function checked({ paths, cert, key, ca }: Files, part: Part, nowMs: number): number {
  const refuse = (setting: Setting, what: string): never => {
    throw new SettingsError([problem(paths, setting, what)])
  }
  const [own, ...between] = certificatesIn(cert)
  const authorities = certificatesIn(ca)
  if (own === undefined) return refuse('cert', 'holds no PEM certificate')
  if (authorities.length === 0) return refuse('ca', 'holds no PEM certificate')
  const privateKey = privateKeyIn(key)
  if (typeof privateKey === 'string') return refuse('key', privateKey)
  if (!own.checkPrivateKey(privateKey)) return refuse('key', `does not belong to the certificate in ${paths.cert}`)

  const parts = partsOf(own.subjectAltName)
  if (!parts.includes(part)) {
    const other = parts.length === 0 ? 'for no part of a mesh' : `for ${parts.join(' and ')}`
    return refuse('cert', `is ${other}, this is ${part}: name the certificate of ${part}`)
  }
  const path = pathToAuthority(own, between, authorities, nowMs)
  if (path === undefined) return refuse('cert', `is not signed by an authority in ${paths.ca}`)
  for (const one of path) {
    const setting = authorities.includes(one) ? 'ca' : 'cert'
    if (one.validToDate.getTime() <= nowMs) return refuse(setting, `expired on ${dayOf(one.validToDate)}`)
    if (one.validFromDate.getTime() > nowMs) return refuse(setting, `is valid only from ${dayOf(one.validFromDate)}`)
  }
  return Math.min(...path.map(({ validToDate }) => validToDate.getTime()))
}

/**
 * From a certificate to a self-signed authority, both included; undefined when there is no way. Authorities that are valid
 * now come first: while an authority is replaced, the file may hold the old one, too.
 */
function pathToAuthority(
  own: X509Certificate,
  between: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  nowMs: number,
): X509Certificate[] | undefined {
  const isValid = ({ validFromDate, validToDate }: X509Certificate) =>
    validFromDate.getTime() <= nowMs && nowMs < validToDate.getTime()
  const issuers = [...authorities, ...between].sort((a, b) => Number(isValid(b)) - Number(isValid(a)))
  const path = [own]
  while (path.length <= issuers.length + 1) {
    const last = path.at(-1)
    if (last === undefined || (authorities.includes(last) && isIssuer(last, last))) break
    const issuer = issuers.find((one) => !path.includes(one) && one.ca && isIssuer(one, last))
    if (issuer === undefined) return undefined
    path.push(issuer)
  }
  return path
}

function isIssuer(issuer: X509Certificate, of: X509Certificate): boolean {
  return of.checkIssued(issuer) && of.verify(issuer.publicKey)
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** None when one of them cannot be read. */
function certificatesIn(pem: Buffer): X509Certificate[] {
  try {
    return (pem.toString('latin1').match(PEM_CERTIFICATE) ?? []).map((text) => new X509Certificate(text))
  } catch {
    return []
  }
}

/** The key, or what is wrong with it. */
function privateKeyIn(pem: Buffer): KeyObject | string {
  try {
    return createPrivateKey(pem)
  } catch {
    return pem.includes('ENCRYPTED') ? 'is encrypted: store it without a passphrase' : 'holds no PEM private key'
  }
}

function problem(paths: TlsPaths, setting: Setting, what: string): string {
  return `tls.${setting}: ${paths[setting]} ${what}`
}
