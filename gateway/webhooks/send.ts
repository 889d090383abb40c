import { lookup as lookupAddress } from 'node:dns'
import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { mayReach } from './addresses.ts'
import { type Allowed, urlFlaw } from './endpoint-url.ts'
import { type Message, signatureOf } from './signature.ts'

/** What came of an attempt. Delivered is what was answered with 2xx. */
export type Answer = { status: number } | { error: string }

export interface SendOptions extends Allowed {
  /** Until the answer has begun, everything before included. */
  timeout: number
  /** Finds all addresses of a name; the system's by default. */
  lookup?: typeof lookupAddress
}

/** Of an answer, more is not read. */
const ANSWER_BYTES_MAX = 65_536
const ERROR_SHOWN = 300

/**
 * Posts the message once. Never throws, follows no redirect, and connects to no address that was not checked: a name is looked up
 * once, all of its addresses must be allowed, and the connection goes to one of these.
 */
export async function send(
  url: string,
  message: Message,
  secrets: readonly string[],
  options: SendOptions,
): Promise<Answer> {
  const flaw = urlFlaw(url, options)
  if (flaw !== null) return { error: `the URL ${flaw}` }
  const signal = AbortSignal.timeout(options.timeout)
  try {
    return { status: await post(new URL(url), message, signatureOf(message, secrets), options, signal) }
  } catch (error) {
    if (signal.aborted) return { error: `no answer within ${options.timeout} ms` }
    return { error: reasonOf(error).slice(0, ERROR_SHOWN) }
  }
}

function post(
  url: URL,
  { id, timestamp, body }: Message,
  signature: string,
  { allowPrivate, lookup = lookupAddress }: SendOptions,
  signal: AbortSignal,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const request: ClientRequest = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    // A connection of its own: one that was left open was looked up for another delivery, and may be closing.
    agent: false,
    lookup: checkedLookup(lookup, allowPrivate),
    signal,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'walletmesh',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
  })
  request.on('error', reject)
  // Such as after an answer that switches protocols.
  request.on('close', () => reject(new Error('the connection ended without an answer')))
  request.on('response', (response) => {
    resolve(response.statusCode ?? 0)
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > ANSWER_BYTES_MAX) request.destroy()
    })
    response.on('error', () => {})
  })
  request.end(body)
  return promise
}

function checkedLookup(lookup: typeof lookupAddress, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const refused = addresses.find(({ address }) => !mayReach(address, allowPrivate))
      if (refused !== undefined) return callback(new Error(refusal(refused.address)), '')
      const [first] = addresses
      if (first === undefined) return callback(new Error(`${hostname} has no address`), '')
      if (options.all === true) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
}

function refusal(address: string): string {
  return `${address} is in a private, local or special network`
}

/** An AggregateError (several addresses tried) has an empty message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
