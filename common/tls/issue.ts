// What @peculiar/x509 is built on needs it, before anything else.
import 'reflect-metadata'
import { createPrivateKey, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { type Part, uriOf } from './parts.ts'

/** A certificate and its private key as PEM. */
export interface Issued {
  cert: string
  key: string
}

/** Signs certificates. */
export interface Authority extends Issued {
  certificate: X509Certificate
  keys: webcrypto.CryptoKeyPair
}

export interface Validity {
  from: Date
  to: Date
}

export interface Request extends Validity {
  /** What the certificate is for; none makes one that no part of the mesh takes for its own kind. */
  part: Part | undefined
  /** Host names and IP addresses that its owner serves at. */
  hosts: readonly string[]
}

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Parts that serve as well as call: the others' certificates are of no use to pose as a server. */
const SERVERS: ReadonlySet<Part | undefined> = new Set(['gateway', 'wlt_balancer', 'settler', 'fraud'])

/** A certificate authority of its own, with a new key. */
export async function createAuthority({ from, to }: Validity): Promise<Authority> {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=walletmesh authority',
    keys,
    signingAlgorithm: ECDSA,
    notBefore: from,
    notAfter: to,
    extensions: [
      // It signs certificates of parts, and no authorities.
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, keys, cert: pemOf(certificate), key: await privatePemOf(keys) }
}

/** A certificate for one part, with a new key. */
export async function issue(authority: Authority, { part, hosts, from, to }: Request): Promise<Issued> {
  const keys = await newKeys()
  const usages = SERVERS.has(part)
    ? [ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]
    : [ExtendedKeyUsage.clientAuth]
  const names = hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value }))
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=walletmesh ${part ?? 'nobody'}`,
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ECDSA,
    notBefore: from,
    notAfter: to,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(usages),
      new SubjectAlternativeNameExtension([
        ...names,
        ...(part === undefined ? [] : [{ type: 'url' as const, value: uriOf(part) }]),
      ]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authority.certificate),
    ],
  })
  return { cert: pemOf(certificate), key: await privatePemOf(keys) }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>
}

function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`
}

async function privatePemOf({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString()
}
