import { createHmac, randomBytes } from 'node:crypto'
import type { Pool } from '../../common/database/pool.ts'
import { cardKey } from './sql/card-key.ts'

const KEY_BYTES = 32

/** Keyed hashes: without the key, nobody finds a card's number by trying all there are. */
export interface Fingerprints {
  /** Of a card, the same for the same number. */
  ofNumber(number: string): Promise<Buffer>
  /** Of a request that holds a card. */
  ofRequest(text: string): Promise<string>
}

/** @param given the key of the settings; empty for one that is made once and kept in the database */
export function openFingerprints(given: string, pool: Pool): Fingerprints {
  let known: Promise<Buffer> | undefined
  const key = () => {
    known ??= (given === '' ? cardKey(pool, randomBytes(KEY_BYTES)) : Promise.resolve(Buffer.from(given))).catch(
      (error: unknown) => {
        known = undefined
        throw error
      },
    )
    return known
  }
  // What it is of goes first, so that neither is ever the other.
  const keyed = async (what: string, text: string) =>
    createHmac('sha256', await key())
      .update(`${what}\n${text}`)
      .digest()
  return {
    ofNumber: (number) => keyed('card', number),
    async ofRequest(text) {
      return (await keyed('request', text)).toString('hex')
    },
  }
}
