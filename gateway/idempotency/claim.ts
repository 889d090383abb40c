import { hash } from 'node:crypto'
import { type BodyPart, Refused } from '../errors.ts'

/**
 * What a request claims that carries an idempotency key. Both are 128 bits as 32 hexadecimal digits, the first of SHA-256. Of a million million
 * keys, the odds that any two share a claim are 1 to 10^15; to meet the key of another caller on purpose takes 2^128 attempts.
 */
export interface Claim {
  /** Of the key and its caller. */
  readonly key: string
  /** Of what is asked for. */
  readonly request: string
}

export interface ClaimedRequest {
  /** Opaque; empty where nobody says who he is. */
  caller: string
  /** As the caller wrote it. */
  key: string
  /** What is called, such as a method and a path: one line. */
  call: string
  /** One text or byte sequence for all ways to say the same. */
  body: string | Uint8Array
}

const KEY = /^[\x21-\x7e]{1,255}$/

/** Refuses a key that is none. */
export function claimOf({ caller, key, call, body }: ClaimedRequest): Claim {
  if (!KEY.test(key)) throw new Refused('invalid', 'an idempotency key is 1 to 255 visible ASCII characters')
  // No key and no call has the character that ends it here.
  return { key: digest(`${key}\0${caller}`), request: digest(bytesOf(call, body)) }
}

const DIGITS = 32

function digest(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex').slice(0, DIGITS)
}

function bytesOf(call: string, body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' ? `${call}\n${body}` : Buffer.concat([Buffer.from(`${call}\n`), body])
}

/** Nothing was done, because another request has the key. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken'
}

/** Of one of a batch, by its place in the body: what is wrong with it. */
export type BatchRefusal = readonly [place: number, parts: readonly BodyPart[]]

/**
 * The claim of a batch whose operations have verdicts of their own. It gathers the refusals on the way to the queue, which narrow
 * the batch down: all of them are kept with the key.
 */
export class BatchClaim<Refusal extends Refused = Refused> implements Claim {
  readonly key: string
  readonly request: string
  readonly refused: readonly BatchRefusal[]
  readonly #places: readonly number[]
  readonly #partsOf: (refusal: Refusal, place: number) => BodyPart[]

  /**
   * @param places in the body, of what is left of the batch
   * @param partsOf what is wrong with the one at a place in the body
   */
  constructor(
    { key, request }: Claim,
    refused: readonly BatchRefusal[],
    places: readonly number[],
    partsOf: (refusal: Refusal, place: number) => BodyPart[],
  ) {
    this.key = key
    this.request = request
    this.refused = refused
    this.#places = places
    this.#partsOf = partsOf
  }

  /** The claim of the rest. @param verdicts on all that are left so far, in their order */
  without(verdicts: readonly unknown[]): BatchClaim<Refusal> {
    const refused: BatchRefusal[] = [...this.refused]
    const places: number[] = []
    for (const [i, place] of this.#places.entries()) {
      const verdict = verdicts[i]
      if (verdict instanceof Refused) refused.push([place, this.#partsOf(verdict as Refusal, place)])
      else places.push(place)
    }
    return new BatchClaim(this, refused, places, this.#partsOf)
  }
}
