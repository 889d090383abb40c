/** Headers of answers, as the document describes them. */
export const HEADERS = {
  'X-Request-Id': {
    description: 'The id of the request: the caller’s own, if it sent one, or one that is unique among all gateways.',
    schema: { type: 'string', maxLength: 128 },
  },
  Location: { description: 'Where what was made is to be read.', schema: { type: 'string', format: 'uri-reference' } },
  'Content-Disposition': {
    description: 'The name of the file.',
    schema: { type: 'string' },
  },
  'Idempotency-Replayed': {
    description: 'That it is the answer that was given before to the request with this idempotency key.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Cache-Control': { description: 'Secrets stay in nobody’s cache.', schema: { type: 'string', enum: ['no-store'] } },
  'WWW-Authenticate': { description: 'What to show (RFC 6750).', schema: { type: 'string' } },
  'RateLimit-Limit': { description: 'Requests a minute.', schema: { type: 'integer', minimum: 1 } },
  'RateLimit-Remaining': { description: 'How many of them are left.', schema: { type: 'integer', minimum: 0 } },
  'RateLimit-Reset': { description: 'Seconds until they are counted anew.', schema: { type: 'integer', minimum: 0 } },
  'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer', minimum: 0 } },
} as const

/** Headers of requests that many routes take. */
export const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'What is sent again under the same key is done once, and gets the first answer again. 1 to 255 visible ASCII characters, unique for the caller for ever.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  },
} as const

export type AnswerHeader = keyof typeof HEADERS

export function headerReferences(names: Iterable<AnswerHeader>): Record<string, { $ref: string }> {
  return Object.fromEntries([...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
