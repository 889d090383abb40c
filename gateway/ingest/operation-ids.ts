import { randomFillSync } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'

const RANDOM_BYTES = 16
const POOL_BYTES = 256 * RANDOM_BYTES
const SEQ_START_MAX = 2 ** 31

/**
 * Makes ids of operations: UUIDs of version 7, each greater than the one before, so that they enter the index at its end. Random
 * bytes for 256 at a time: 0.3 µs an id, where each by itself is 1.6.
 */
export function operationIds(): () => string {
  const random = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  let msecs = 0
  let seq = 0

  return () => {
    if (used === POOL_BYTES) {
      randomFillSync(random)
      used = 0
    }
    const own = random.subarray(used, used + RANDOM_BYTES)
    used += RANDOM_BYTES
    const now = Date.now()
    if (now > msecs) {
      msecs = now
      // In the lower half, so that it does not run over before the next millisecond.
      seq = new DataView(own.buffer, own.byteOffset).getUint32(0) % SEQ_START_MAX
    } else {
      seq += 1
    }
    return uuidv7({ random: own, msecs, seq })
  }
}
