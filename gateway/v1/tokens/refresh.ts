import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { byOf } from '../../identity/guard.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NO_STORE, TokenPair, tokenPairOf } from './token.ts'

const Body = component(
  'Refresh',
  Type.Object({ refresh_token: Type.String({ maxLength: 1024 }) }, { additionalProperties: false }),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'refreshTokens',
  tags: ['tokens'],
  summary: 'Change a refresh token for a new pair',
  description:
    'A refresh token is used once: one that comes a second time ends its session. Keep the new pair before you use it.',
  body: Body,
  bodyExamples: { refresh: { refresh_token: 'wmr_…' } },
  response: { 201: TokenPair },
  answerHeaders: ['Cache-Control'],
  problems: ['unauthenticated'],
})

/** Changes a refresh token for a new pair. One that was used before ends its session. */
export function refreshRoute(app: V1App, { identity }: V1Context): void {
  app.post('/tokens/refresh', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const { refresh_token } = checkedBody(validator, request.body)
    const tokens = await identity.logIn.refresh(refresh_token, byOf(request))
    reply.code(201).headers(NO_STORE)
    return tokenPairOf(tokens)
  })
}
