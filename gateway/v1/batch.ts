import type { FastifyRequest } from 'fastify'
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type BodyPart, Refused } from '../errors.ts'
import { BatchClaim, type Claim } from '../idempotency/claim.ts'
import type { Idempotency } from '../idempotency/idempotency.ts'
import type { KeptKey } from '../idempotency/sql/find-key.ts'
import { BatchRefused, OperationRefused } from '../ingest/refused.ts'
import type { BatchAnswer } from '../ingest/sql/keyed.ts'
import { checkedBody, BodyPart as Part, readByHandler, summaryOf } from './body-parts.ts'
import { once } from './once.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import type { Tag } from './openapi/tags.ts'
import { Uuid } from './uuid.ts'
import type { V1App } from './v1.ts'

/** A route that takes many at once. */
export interface BatchRoute<Name extends string, Item, Refusal extends Refused> {
  path: string
  operationId: string
  /** Of the list in the body, and of that of the verdicts. */
  name: Name & Tag
  /** Of one of them. */
  schema: TSchema
  /** Some of them. */
  examples: readonly unknown[]
  /** Of one of them, with room for indentation. */
  bytesMax: number
  /** Sorts one of the list: what is asked for, or what is wrong with it. @param at pointer of it in the body */
  read: (body: unknown, at: string) => Item | BodyPart[]
  /** Queues what is sound, and resolves with an id or a refusal for each. */
  queueEach: (items: readonly Item[], claim: BatchClaim | undefined, asker: Asker) => Promise<(string | Refusal)[]>
  /** Queues all of them, or rejects with BatchRefused. */
  queueAll: (items: readonly Item[], claim: BatchClaim | undefined, asker: Asker) => Promise<string[]>
  /** @param at pointer of what is refused in the body */
  partsOf: (refusal: Refusal | OperationRefused, at: string) => BodyPart[]
}

const ITEMS_MAX = 10_000

const Verdict = component(
  'Verdict',
  Type.Object({
    status: Type.Enum(['new', 'refused']),
    id: Type.Optional(described(Uuid, 'Of what is queued')),
    errors: Type.Optional(Type.Array(Part, { description: 'Why it is refused' })),
  }),
)

/** Who asks, and in which request. */
export type Asker = Pick<FastifyRequest, 'principal' | 'id'>

/** An id, or what is wrong. */
type Outcome = string | BodyPart[]

/** Adds a route that answers once everything that is sound is durably queued, in one commit. */
export function batchRoute<Name extends string, Item extends object, Refusal extends Refused>(
  app: V1App,
  idempotency: Idempotency,
  route: BatchRoute<Name, Item, Refusal>,
): void {
  const { path, name, schema, bytesMax, read } = route
  const batchOf = (item: TSchema) =>
    Type.Object(
      {
        [name]: Type.Array(item, { minItems: 1, maxItems: ITEMS_MAX }),
        all_or_nothing: Type.Optional(
          Type.Boolean({ description: `Queue nothing when one of the ${name} is refused`, default: false }),
        ),
      },
      { additionalProperties: false },
    )
  const validator = Compile(batchOf(Type.Unknown()))
  const Verdicts = Type.Object({
    queued: Type.Integer(),
    refused: Type.Integer(),
    [name]: Type.Array(Verdict, { description: 'One verdict on each, in their order' }),
  })
  const options = {
    schema: documented({
      operationId: route.operationId,
      tags: [name],
      summary: `Queue up to ${ITEMS_MAX.toLocaleString('en')} ${name}`,
      description: `One commit queues all that is sound, in its order; the answer has a verdict on each, in the same order. At most ${(ITEMS_MAX * bytesMax) / 1e6} MB.\n\nWith \`all_or_nothing\` one that is refused means that none is queued. What is declined later, when it is applied, is not covered by that.`,
      body: batchOf(schema),
      bodyExamples: { batch: { [name]: route.examples, all_or_nothing: false } },
      response: { 202: Verdicts },
      idempotent: true,
      problems: ['batch_refused', 'overloaded', 'outcome_unknown'],
    }),
    bodyLimit: ITEMS_MAX * bytesMax,
    // Each has a verdict of its own, so a bad one is not a bad body.
    validatorCompiler: readByHandler,
  }
  app.post(path, options, async (request, reply) => {
    const work = (claim: Claim | undefined) => queue(request.body, claim, request)
    const outcomes = await once(idempotency, request, reply, work, keptOutcomes)
    reply.code(202)
    return verdictsOf(outcomes)
  })

  async function queue(body: unknown, claim: Claim | undefined, asker: Asker): Promise<Outcome[]> {
    const checked: Record<string, unknown> = checkedBody(validator, body)
    const items = checked[name] as unknown[]
    const parsed = items.map((item, i) => read(item, at(i)))
    const batchClaim = claim && claimOf(claim, parsed)
    return checked.all_or_nothing === true ? queueAll(parsed, batchClaim, asker) : queueEach(parsed, batchClaim, asker)
  }

  function claimOf(claim: Claim, parsed: readonly (Item | BodyPart[])[]): BatchClaim {
    const refused = [...parsed.entries()].filter((entry): entry is [number, BodyPart[]] => Array.isArray(entry[1]))
    const places = [...parsed.keys()].filter((place) => !Array.isArray(parsed[place]))
    // The refusals on the way to the queue are of the route's kind.
    return new BatchClaim(claim, refused, places, (refusal, place) => route.partsOf(refusal as Refusal, at(place)))
  }

  function at(place: number): string {
    return `/${name}/${place}`
  }

  async function queueAll(
    parsed: readonly (Item | BodyPart[])[],
    claim: BatchClaim | undefined,
    asker: Asker,
  ): Promise<Outcome[]> {
    const items: Item[] = []
    const parts: BodyPart[] = []
    for (const one of parsed) {
      if (Array.isArray(one)) parts.push(...one)
      else items.push(one)
    }
    if (parts.length > 0) throw nothingQueued(parts)
    try {
      return await route.queueAll(items, claim, asker)
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error
      throw nothingQueued([...error.refusals].flatMap(([place, refusal]) => route.partsOf(refusal, at(place))))
    }
  }

  async function queueEach(
    parsed: readonly (Item | BodyPart[])[],
    claim: BatchClaim | undefined,
    asker: Asker,
  ): Promise<Outcome[]> {
    const items = parsed.filter((one): one is Item => !Array.isArray(one))
    const verdicts = (await route.queueEach(items, claim, asker)).values()
    return parsed.map((one, place): Outcome => {
      if (Array.isArray(one)) return one
      const verdict = verdicts.next().value
      if (verdict === undefined) throw new RangeError('one of a batch has no verdict')
      return typeof verdict === 'string' ? verdict : route.partsOf(verdict, at(place))
    })
  }

  /** All of it is kept: what is refused today may have been queued then, and the other way round. */
  function keptOutcomes({ operation_ids: ids, answer }: KeptKey): Outcome[] {
    if (ids === null) throw new RangeError('the key was kept without a batch')
    const { refused, flaws }: Partial<BatchAnswer> = answer ?? {}
    const before = new Map(refused)
    const flawed = new Map(flaws?.map(([i, ...told]) => [i, OperationRefused.again(...told)]))
    let i = 0
    return Array.from({ length: ids.length + before.size }, (_, place): Outcome => {
      const parts = before.get(place)
      if (parts !== undefined) return [...parts]
      const [id, refusal] = [ids[i], flawed.get(i)]
      i += 1
      if (typeof id === 'string') return id
      if (refusal === undefined) throw new RangeError('one of a batch has no verdict')
      return route.partsOf(refusal, at(place))
    })
  }

  function verdictsOf(outcomes: readonly Outcome[]) {
    const verdicts = outcomes.map((outcome) =>
      typeof outcome === 'string'
        ? { status: 'new' as const, id: outcome }
        : { status: 'refused' as const, errors: outcome },
    )
    const queued = outcomes.filter((outcome) => typeof outcome === 'string').length
    return { queued, refused: outcomes.length - queued, [name]: verdicts }
  }
}

function nothingQueued(parts: readonly BodyPart[]): Refused {
  return new Refused('batch_refused', `nothing was queued: ${summaryOf(parts)}`, parts)
}
