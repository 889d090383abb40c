import { isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls'
import {
  CallCredentials,
  ChannelCredentials,
  experimental,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  status,
} from '@grpc/grpc-js'
import type { Address } from '../settings/address.ts'
import { type Part, partsOf } from '../tls/parts.ts'
import type { Tls } from '../tls/tls.ts'
import { refusalOf } from './callers.ts'

/** A call that was turned away because of what its caller's certificate is for. */
export interface Refused {
  service: string
  peer: string
  reason: string
}

/**
 * Credentials of a server that takes connections only with a certificate from the mesh's authority, and calls of a service
 * only from those that it is for. Returns how to stop following changes of the certificate, too.
 */
export function mutualServerCredentials(tls: Tls, onRefused: (refused: Refused) => void) {
  const credentials = new MutualServerCredentials(tls)
  const unfollow = tls.onChange((context) => credentials.replace(context))
  return {
    credentials: experimental.createServerCredentialsWithInterceptors(credentials, [onlyCallers(onRefused)]),
    unfollow,
  }
}

/** The library's own take neither a least version of TLS nor a new certificate. */
class MutualServerCredentials extends ServerCredentials {
  constructor(tls: Tls) {
    super({ requestCert: true, rejectUnauthorized: true }, tls.context())
  }

  /** Counts for new connections. */
  replace(context: ReturnType<Tls['context']>): void {
    this.updateSecureContextOptions(context)
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other
  }
}

/** Before the call reaches its method: what the libraries above hand on no longer knows the certificate. */
function onlyCallers(onRefused: (refused: Refused) => void): ServerInterceptor {
  const partsOfCall = rememberedParts()
  return ({ path }, call) => {
    const [, service = ''] = path.split('/')
    const reason = refusalOf(service, partsOfCall(call))
    if (reason === undefined) return new ServerInterceptingCall(call)
    return new ServerInterceptingCall(call, {
      start() {
        onRefused({ service, peer: call.getPeer(), reason })
        call.sendStatus({ code: status.PERMISSION_DENIED, details: reason })
      },
    })
  }
}

type ServerCall = Parameters<ServerInterceptor>[1]

/**
 * What the certificates of callers are for, read once per connection: reading one takes 48 µs, about as much as all else that
 * a small call takes. HTTP/2 lets no connection change its certificate. The library has no name for a connection; should
 * the field be gone one day, each call is read for itself.
 */
function rememberedParts(): (call: ServerCall) => readonly Part[] {
  const known = new WeakMap<object, readonly Part[]>()
  return (call) => {
    const connection = (call as { stream?: { session?: object } }).stream?.session
    const before = connection === undefined ? undefined : known.get(connection)
    if (before !== undefined) return before
    const parts = partsOf(call.getAuthContext().sslPeerCertificate?.subjectaltname)
    if (connection !== undefined) known.set(connection, parts)
    return parts
  }
}

/** Credentials of a client that shows its certificate, and speaks only to a server whose certificate is for this part. */
export function mutualChannelCredentials(tls: Tls, server: Part, address: Address): ChannelCredentials {
  return new MutualChannelCredentials(tls, server, address)
}

type SecureConnector = ReturnType<ChannelCredentials['_createSecureConnector']>

/** The library's own keep the certificate that they began with, and name an IP address in the handshake as if it was a host. */
class MutualChannelCredentials extends ChannelCredentials {
  readonly #tls: Tls
  readonly #server: Part
  readonly #host: string

  constructor(tls: Tls, server: Part, { host }: Address) {
    super()
    this.#tls = tls
    this.#server = server
    this.#host = host
  }

  override _isSecure(): boolean {
    return true
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other
  }

  override _createSecureConnector(
    _target: unknown,
    _options: unknown,
    callCredentials: CallCredentials = CallCredentials.createEmpty(),
  ): SecureConnector {
    return {
      connect: (socket) => this.#connect(socket),
      waitForReady: async () => {},
      getCallCredentials: () => callCredentials,
      destroy() {},
    }
  }

  #connect(socket: Socket): ReturnType<SecureConnector['connect']> {
    return new Promise((resolve, reject) => {
      const secured = connect({
        ...this.#tls.context(),
        socket,
        host: this.#host,
        ...(isIP(this.#host) === 0 ? { servername: this.#host } : {}),
        ALPNProtocols: ['h2'],
        checkServerIdentity: (_host, certificate) => this.#problemOf(certificate),
      })
      secured.once('secureConnect', () => resolve({ socket: secured, secure: true }))
      secured.on('error', reject)
      secured.once('close', () => reject(new Error('the connection was closed during the TLS handshake')))
    })
  }

  #problemOf(certificate: PeerCertificate): Error | undefined {
    const problem = checkServerIdentity(this.#host, certificate)
    if (problem !== undefined || partsOf(certificate.subjectaltname).includes(this.#server)) return problem
    return new Error(`the server's certificate is not for ${this.#server}`)
  }
}
