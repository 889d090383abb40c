import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { type RotateFlaw, rotateKey } from '../../../common/identity/keys.ts'
import { Refused } from '../../errors.ts'
import { byOf } from '../../identity/guard.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { NO_STORE } from '../tokens/token.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptKey, MadeKey, noKey } from './key.ts'

const DAY_SEC = 86_400

const Body = component(
  'KeyRotation',
  Type.Object(
    {
      overlap_seconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 7 * DAY_SEC,
          default: DAY_SEC,
          description: 'How long the old key works beside the new one',
        }),
      ),
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'rotateKey',
  tags: ['keys'],
  summary: 'Make an API key in the place of another one',
  description: 'The old key works for a while longer, so that programs can change over.',
  params: UuidParams,
  body: Type.Optional(Body),
  bodyExamples: { 'for an hour more': { overlap_seconds: 3600 } },
  response: { 201: MadeKey },
  answerHeaders: ['Cache-Control', 'Location'],
  problems: ['not_found', 'already_rotated', 'conflict'],
})

/** Makes a key in the place of another one, which works for a while longer. */
export function rotateKeyRoute(app: V1App, context: V1Context): void {
  const { identity, pools } = context
  app.post('/keys/:id/rotate', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const id = request.params.id.toLowerCase()
    const { overlap_seconds = DAY_SEC } = checkedBody(validator, request.body === undefined ? {} : request.body)
    await keptKey(context, request.principal, id)
    const rotated = await rotateKey(pools.writes, id, overlap_seconds, byOf(request))
    if (typeof rotated === 'string') throw rotateRefused(rotated, id)
    identity.forget(id)
    reply.code(201).headers({ ...NO_STORE, location: `/v1/keys/${rotated.key.id}` })
    return { ...rotated.key, key: rotated.text }
  })
}

function rotateRefused(flaw: RotateFlaw, id: string): Refused {
  switch (flaw) {
    case 'unknown':
      return noKey(id)
    case 'rotated':
      return new Refused('already_rotated', `another key takes the place of ${id} already: rotate that one`)
    case 'revoked':
    case 'expired':
      return new Refused('conflict', `key ${id} does not work any more: make a new one`)
  }
}
