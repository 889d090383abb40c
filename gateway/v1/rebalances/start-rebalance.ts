import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { DEADLINE_MS, type Wish } from '../../groups/balancers.ts'
import { readRebalance } from '../../groups/sql/rebalances.ts'
import type { Claim } from '../../idempotency/claim.ts'
import type { KeptKey } from '../../idempotency/sql/find-key.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { once } from '../once.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { planOf, Rebalance, RebalancePlan, rebalanceOf, Weight } from './rebalance.ts'

/** As many as a balancer plans for. */
const GROUPS_MAX = 1024

const Body = component(
  'NewRebalance',
  Type.Object(
    {
      groups: Type.Integer({ minimum: 1, maximum: GROUPS_MAX, description: 'The groups to be are 1 to this number' }),
      weight: Type.Optional(Weight),
      dry_run: Type.Optional(Type.Boolean({ description: 'Whether it is only planned, and nothing changes' })),
    },
    { additionalProperties: false },
  ),
)

const validator = Compile(Body)

const schema = documented({
  operationId: 'startRebalance',
  tags: ['groups'],
  summary: 'Rebalance the groups, or plan it',
  description:
    'Answers when moving begins, or with the plan when nothing is to be moved (`dry_run`), within 60 s. The balancer keeps the mesh in that many groups from then on, until it is asked for another number or ends; after that, its `--number` holds again.',
  body: Body,
  bodyExamples: { plan: { groups: 4, dry_run: true }, rebalance: { groups: 4, weight: 'cost' } },
  response: {
    200: { ...RebalancePlan, description: 'What a rebalance would do' },
    202: { ...Rebalance, description: 'It is under way' },
  },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['rebalance_running', 'no_balancer'],
})

/**
 * Rebalances, or plans it. When the answer is lost, another rebalance may begin under the same idempotency key, which does no harm: there is
 * nothing left to move.
 */
export function startRebalanceRoute(app: V1App, { balancers, idempotency, pools }: V1Context): void {
  app.post('/groups/rebalance', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    waitForBalancer(request)
    const answer = await once(idempotency, request, reply, (claim) => work(request.body, claim), keptAnswer)
    if (!('id' in answer)) return reply.code(200).send(answer)
    return reply.code(202).header('location', `/v1/rebalances/${answer.id}`).send(answer)
  })

  async function work(body: unknown, claim: Claim | undefined): Promise<Answer> {
    const { groups, weight, dry_run: isDry = false } = checkedBody(validator, body)
    const wish: Wish = { groups, weight }
    return idempotency.keep(claim, isDry ? planOf(await balancers.plan(wish)) : await begun(wish))
  }

  async function begun(wish: Wish): Promise<Type.Static<typeof Rebalance>> {
    const id = await balancers.rebalance(wish)
    const rebalance = await readRebalance(pools.reads, id)
    if (rebalance === null) throw new Error(`the balancer began rebalance ${id}, which is not in the database`)
    return rebalanceOf(rebalance)
  }
}

type Answer = Type.Static<typeof Rebalance> | Type.Static<typeof RebalancePlan>

function keptAnswer({ answer }: KeptKey): Answer {
  return answer as Answer
}

const ANSWER_GRACE_MS = 5_000

/** Lets the connection be silent for as long as a balancer may work. The server's own limit holds again for the next request. */
function waitForBalancer({ raw }: FastifyRequest): void {
  raw.setTimeout(DEADLINE_MS + ANSWER_GRACE_MS)
}
