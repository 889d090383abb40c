import Type from 'typebox'
import type { GroupState } from '../../groups/groups.ts'
import { BACKLOG_MAX } from '../../groups/sql/group-loads.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'

export const GroupNumber = component(
  'GroupNumber',
  Type.Integer({ minimum: 1, description: 'A wallet group', examples: [1] }),
)

const Holder = component('Holder', Type.Object({ id: Uuid, name: Type.String({ examples: ['host:4711'] }) }))

const Group = component(
  'Group',
  Type.Object({
    number: GroupNumber,
    active: Type.Boolean({ description: 'Whether it is part of the partition; one that is not takes no new wallets' }),
    holder: nullable(described(Holder, 'The op-processor that has its lease; null when nobody has')),
    epoch: Type.Integer({ description: 'Rises with every grant of its lease' }),
    lease_left_ms: nullable(Type.Integer({ description: 'Until the lease runs out, if it is not renewed' })),
    wallets: Type.Integer({ description: 'How many it had at `wallets_as_of`' }),
    backlog: Type.Integer({ description: `Steps that wait, counted up to ${BACKLOG_MAX}` }),
    oldest_ms: nullable(Type.Integer({ description: 'Age of the step that is next; null when none waits' })),
    applied_per_second: Type.Number({ description: 'Operations that ended here, over the last 5 s' }),
  }),
)

const Groups = component(
  'Groups',
  Type.Object({
    as_of: described(Time, 'It was so at this time or later'),
    wallets_as_of: described(Time, 'When wallets were counted, which takes the longer the more there are'),
    groups: Type.Array(Group),
  }),
)

const schema = documented({
  operationId: 'listGroups',
  tags: ['groups'],
  summary: 'Wallet groups with their holders and their work',
  description: 'In order of number. For who asks every second: however many ask, it is read twice a second at most.',
  response: { 200: Groups },
  problems: [],
})

/** In order of number. */
export function listGroupsRoute(app: V1App, { groups }: V1Context): void {
  app.get('/groups', { schema }, async () => {
    const state = await groups.state()
    return {
      as_of: new Date(state.asOfMs).toISOString(),
      wallets_as_of: new Date(state.walletsAsOfMs).toISOString(),
      groups: state.groups.map(groupOf),
    }
  })
}

function groupOf(group: GroupState): Type.Static<typeof Group> {
  const { id, active, holder_id, holder, epoch, lease_left_ms, wallets, backlog, oldestMs, appliedPerSecond } = group
  return {
    number: id,
    active,
    holder: holder_id === null ? null : { id: holder_id, name: holder ?? holder_id },
    epoch: Number(epoch),
    lease_left_ms: lease_left_ms === null ? null : Number(lease_left_ms),
    wallets,
    backlog,
    oldest_ms: oldestMs === null ? null : Math.round(oldestMs),
    applied_per_second: appliedPerSecond,
  }
}
