import Type from 'typebox'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { GroupNumber } from './list-groups.ts'

const Processor = component(
  'Processor',
  Type.Object({
    id: Uuid,
    name: Type.String({ description: 'Its host and process', examples: ['host:4711'] }),
    number: nullable(described(GroupNumber, 'The one group that it asks for; null when it takes any')),
    groups: Type.Array(GroupNumber, { description: 'What it holds' }),
    metrics_address: nullable(Type.String({ description: 'Where it tells more', examples: ['127.0.0.1:9464'] })),
    leaving: Type.Boolean({ description: 'Whether it drains, and takes no more groups' }),
    uptime_ms: Type.Integer(),
  }),
)

const Processors = component(
  'Processors',
  Type.Object({
    as_of: described(Time, 'It was so at this time or later'),
    processors: Type.Array(Processor),
  }),
)

const schema = documented({
  operationId: 'listProcessors',
  tags: ['groups'],
  summary: 'The op-processors that are alive',
  description:
    'Those that renewed within the time of a lease, the oldest first. For who asks every second, as groups are.',
  response: { 200: Processors },
  problems: [],
})

/** The oldest first. */
export function listProcessorsRoute(app: V1App, { groups }: V1Context): void {
  app.get('/processors', { schema }, async () => {
    const { asOfMs, processors } = await groups.state()
    return {
      as_of: new Date(asOfMs).toISOString(),
      processors: processors.map(({ metrics_address, uptime_ms, ...rest }) => ({
        ...rest,
        metrics_address: metrics_address === '' ? null : metrics_address,
        uptime_ms: Number(uptime_ms),
      })),
    }
  })
}
