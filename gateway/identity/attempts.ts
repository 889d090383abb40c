import { isIPv6 } from 'node:net'
import { emailKey } from '../../common/identity/emails.ts'
import { hashOf } from '../../common/identity/secrets.ts'
import type { Queryable } from '../../common/identity/sql/users.ts'
import { Retryable } from '../errors.ts'
import { countAttempt, forgetAttempts, type LockRule, lockedForSec } from './sql/attempts.ts'

const ACCOUNT: LockRule = { free: 5, lockSecMax: 900, forgetSec: 86_400 }
/** Many people may share an address. */
const ADDRESS: LockRule = { free: 30, lockSecMax: 900, forgetSec: 3600 }

/** Counts failed log-ins and locks out, by account (be there one or not) and by address, over all gateways. */
export interface Attempts {
  /** Refuses an address that is locked. */
  assertAddressFree(address: string): Promise<void>
  /** Counts the attempt as failed before it is made; refuses when the account is locked. */
  begin(email: string): Promise<void>
  succeeded(email: string): Promise<void>
  failed(address: string): Promise<void>
}

export function createAttempts(client: Queryable): Attempts {
  return {
    async assertAddressFree(address) {
      const seconds = await lockedForSec(client, 'address', addressKey(address))
      if (seconds > 0) throw locked(seconds)
    },
    async begin(email) {
      const key = hashOf(emailKey(email))
      if ((await countAttempt(client, 'account', key, ACCOUNT)) !== null) return
      throw locked(await lockedForSec(client, 'account', key))
    },
    succeeded: (email) => forgetAttempts(client, 'account', hashOf(emailKey(email))),
    async failed(address) {
      await countAttempt(client, 'address', addressKey(address), ADDRESS)
    },
  }
}

function locked(seconds: number): Retryable {
  const retryAfterSec = Math.max(1, seconds)
  return new Retryable('locked', `too many failed log-ins, try again in ${retryAfterSec} s`, { retryAfterSec })
}

/** Of IPv6 the network of 64 bits: whoever has one of its addresses has all of them. */
function addressKey(address: string): Buffer {
  return hashOf(isIPv6(address) ? network64(address) : address)
}

function network64(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
