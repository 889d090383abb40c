import type { FastifyReply, FastifyRequest } from 'fastify'
import { canonicalJson } from '../idempotency/canonical-json.ts'
import { type Claim, claimOf } from '../idempotency/claim.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import type { KeptKey } from '../idempotency/sql/find-key.ts'
import { callerOf } from './caller.ts'

export const KEY_HEADER = 'idempotency-key'
export const REPLAYED_HEADER = 'idempotency-replayed'

/**
 * Does the work of a POST, and with the header Idempotency-Key does it once for each key of its caller. An answer that was given before has
 * the header Idempotency-Replayed.
 *
 * @param work everything that may refuse the request; it takes the claim's key with what it does
 * @param replay makes the first answer of what is kept with the key
 * @param said what is asked for, of which the key keeps a hash
 */
export async function once<Answer>(
  idempotency: Idempotency,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (claim: Claim | undefined) => Promise<Answer>,
  replay: (kept: KeptKey) => Answer,
  said: () => string | Promise<string> = () => canonicalJson(request.body),
): Promise<Answer> {
  const key = request.headers[KEY_HEADER]
  if (key === undefined) return work(undefined)
  const [path] = request.url.split('?', 1)
  const claim = claimOf({
    caller: callerOf(request),
    key: String(key),
    call: `${request.method} ${path}`,
    body: await said(),
  })
  const { answer, isReplay } = await idempotency.once(claim, () => work(claim), replay)
  if (isReplay) reply.header(REPLAYED_HEADER, 'true')
  return answer
}
