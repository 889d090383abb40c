import Type from 'typebox'
import { replayDeadLetter } from '../../../common/dead-letters/replay-dead-letter.ts'
import { Refused } from '../../errors.ts'
import { assertNoBody } from '../body-parts.ts'
import { nullable } from '../nullable.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'

const Params = Type.Object({
  id: Type.String({
    pattern: '^([0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|job-[0-9]{1,18})$',
    description: 'Of the dead letter',
    examples: ['01a20e45-d84a-766b-8572-238235365605'],
  }),
})

const Queued = Type.Object({
  id: Type.String(),
  operation_id: nullable(Type.String({ description: 'Of a step' })),
  group: nullable(Type.Integer({ description: 'That a step is queued for' })),
})

export function replayDeadLetterRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'replayDeadLetter',
    tags: ['dead letters'],
    summary: 'Put a dead letter back into the queue',
    description: 'Its operation goes on from the step at which it was given up; a job is tried anew.',
    params: Params,
    response: { 202: Queued },
    answerHeaders: ['Location'],
    problems: ['not_found', 'conflict'],
  })
  app.post('/dead_letters/:id/replay', { schema }, async ({ params: { id }, body }, reply) => {
    assertNoBody(body)
    const replayed = await replayDeadLetter(pools.writes, id)
    if (replayed === null) throw new Refused('not_found', `no dead letter with id: ${id}`)
    reply.code(202)
    if (replayed.job) return { id, operation_id: null, group: null }
    reply.header('location', `/v1/operations/${id}`)
    return { id, operation_id: id, group: replayed.group }
  })
}
