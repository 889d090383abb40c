import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { byOf } from '../../identity/guard.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NO_STORE, TokenPair, tokenPairOf } from './token.ts'

const Body = Type.Object({ refresh_token: Type.String({ maxLength: 1024 }) }, { additionalProperties: false })

const validator = Compile(Body)

/** Changes a refresh token for a new pair. One that was used before ends its session. */
export function refreshRoute(app: V1App, { identity }: V1Context): void {
  const schema = { body: Body, response: { 201: TokenPair } }
  app.post('/tokens/refresh', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const { refresh_token } = checkedBody(validator, request.body)
    const tokens = await identity.logIn.refresh(refresh_token, byOf(request))
    reply.code(201).headers(NO_STORE)
    return tokenPairOf(tokens)
  })
}
