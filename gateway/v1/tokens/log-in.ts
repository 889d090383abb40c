import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { byOf } from '../../identity/guard.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NO_STORE, TokenPair, tokenPairOf } from './token.ts'

const Body = component(
  'Credentials',
  Type.Object(
    { email: Type.String({ maxLength: 1024, pattern: '^[^\\0]*$' }), password: Type.String({ maxLength: 1024 }) },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'logIn',
  tags: ['tokens'],
  summary: 'Log in',
  description:
    'Neither the answer nor its time tells which addresses have accounts. After five failures in a row an account is locked for a while.',
  body: Body,
  bodyExamples: { credentials: { email: 'ana@example.org', password: 'rain on the roof' } },
  response: { 201: TokenPair },
  answerHeaders: ['Cache-Control'],
  problems: ['unauthenticated', 'locked', 'overloaded'],
})

/** Logs in. Neither the answer nor its time tells which addresses have accounts. */
export function logInRoute(app: V1App, { identity }: V1Context): void {
  app.post('/tokens', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const credentials = checkedBody(validator, request.body)
    const tokens = await identity.logIn.logIn(credentials, byOf(request))
    reply.code(201).headers(NO_STORE)
    return tokenPairOf(tokens)
  })
}
