const INT64_MAX = 2n ** 63n - 1n
const INT32_MAX = 2 ** 31 - 1
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Each of these throws RangeError for what would come back from a store as something else. */

export function assertInt64(value: bigint, what: string): void {
  if (value > INT64_MAX || value < -INT64_MAX - 1n) throw new RangeError(`${what} is ${value}: past 64 bits`)
}

export function assertInt32(value: number, what: string): void {
  if (!Number.isInteger(value) || Math.abs(value) > INT32_MAX) {
    throw new RangeError(`${what} is ${value}: not an integer of 32 bits`)
  }
}

/** Half of a surrogate pair is no UTF-8, and PostgreSQL keeps no zero byte. */
export function assertText(value: string, what: string): void {
  if (!value.isWellFormed() || value.includes('\0'))
    throw new RangeError(`${what} has characters that cannot be stored`)
}

/** In one way of writing, so that the same snapshot has the same key in every store. */
export function assertId(id: string): void {
  if (!UUID.test(id)) throw new RangeError(`the id of a snapshot is a UUID in lower case, not ${JSON.stringify(id)}`)
}
