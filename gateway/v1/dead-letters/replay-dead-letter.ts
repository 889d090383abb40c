import Type from 'typebox'
import { replayDeadLetter } from '../../../common/dead-letters/replay-dead-letter.ts'
import { Refused } from '../../errors.ts'
import { assertNoBody } from '../body-parts.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'

const Queued = Type.Object({ operation_id: Type.String(), group: Type.Integer({ description: 'It is queued for' }) })

export function replayDeadLetterRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'replayDeadLetter',
    tags: ['dead letters'],
    summary: 'Put a dead letter back into the queue',
    description: 'Its operation goes on from the step at which it was given up.',
    params: UuidParams,
    response: { 202: Queued },
    answerHeaders: ['Location'],
    problems: ['not_found', 'conflict'],
  })
  app.post('/dead_letters/:id/replay', { schema }, async ({ params: { id }, body }, reply) => {
    assertNoBody(body)
    const group = await replayDeadLetter(pools.writes, id)
    if (group === null) throw new Refused('not_found', `no dead letter of an operation with id: ${id}`)
    reply.code(202).header('location', `/v1/operations/${id}`)
    return { operation_id: id, group }
  })
}
