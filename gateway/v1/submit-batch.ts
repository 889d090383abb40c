import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type BodyPart, Refused } from '../errors.ts'
import { BatchRefused, type Ingest, type NewOperation } from '../ingest/ingest.ts'
import { partsOf, summaryOf } from './body-parts.ts'
import { NewOperationBody, partOf, readOperation } from './new-operation.ts'
import type { V1App, V1Context } from './v1.ts'

const OPERATIONS_MAX = 10_000
/** Of one operation, with room for indentation; the longest takes 160 without. */
const OPERATION_BYTES_MAX = 320

const batchOf = <Operation extends TSchema>(operation: Operation) =>
  Type.Object(
    {
      operations: Type.Array(operation, { minItems: 1, maxItems: OPERATIONS_MAX }),
      all_or_nothing: Type.Optional(
        Type.Boolean({ description: 'Queue nothing when one operation is refused', default: false }),
      ),
    },
    { additionalProperties: false },
  )

const validator = Compile(batchOf(Type.Unknown()))

const Part = Type.Object({
  pointer: Type.String({ description: 'JSON pointer into the body' }),
  code: Type.String(),
  detail: Type.String(),
})

const Verdict = Type.Object({
  status: Type.Union([Type.Literal('new'), Type.Literal('refused')]),
  id: Type.Optional(Type.String({ description: 'Of what is queued' })),
  errors: Type.Optional(Type.Array(Part, { description: 'Why it is refused' })),
})

const Verdicts = Type.Object({
  queued: Type.Integer(),
  refused: Type.Integer(),
  operations: Type.Array(Verdict, { description: 'One verdict per operation, in their order' }),
})

/** Answers once everything that is sound is durably queued, in one commit. */
export function submitBatch(app: V1App, { ingest }: V1Context): void {
  const options = {
    schema: { body: batchOf(NewOperationBody), response: { 202: Verdicts } },
    bodyLimit: OPERATIONS_MAX * OPERATION_BYTES_MAX,
    // Each operation has a verdict of its own, so a bad one is not a bad body.
    validatorCompiler: () => () => true,
  }
  app.post('/operations/batch', options, async ({ body }, reply) => {
    const { operations, all_or_nothing = false } = readBatch(body)
    const read = operations.map((operation, i) => readOperation(operation, at(i)))
    reply.code(202)
    return all_or_nothing ? queueAll(ingest, read) : queueEach(ingest, read)
  })
}

function readBatch(body: unknown): Type.Static<ReturnType<typeof batchOf>> {
  if (validator.Check(body)) return body
  const parts = partsOf(validator.Errors(body), '')
  throw new Refused('invalid', summaryOf(parts), parts)
}

function at(place: number): string {
  return `/operations/${place}`
}

/** An id, or what is wrong. */
type Outcome = string | BodyPart[]

async function queueAll(ingest: Ingest, read: readonly (NewOperation | BodyPart[])[]) {
  const operations: NewOperation[] = []
  const parts: BodyPart[] = []
  for (const one of read) {
    if (Array.isArray(one)) parts.push(...one)
    else operations.push(one)
  }
  if (parts.length > 0) throw new Refused('batch_refused', `nothing was queued: ${summaryOf(parts)}`, parts)
  try {
    return verdictsOf(await ingest.queueAll(operations))
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error
    const found = [...error.refusals].map(([place, refusal]) => partOf(refusal, at(place)))
    throw new Refused('batch_refused', `nothing was queued: ${summaryOf(found)}`, found)
  }
}

async function queueEach(ingest: Ingest, read: readonly (NewOperation | BodyPart[])[]) {
  const operations = read.filter((one): one is NewOperation => !Array.isArray(one))
  const verdicts = (await ingest.queueEach(operations)).values()
  return verdictsOf(
    read.map((one, place): Outcome => {
      if (Array.isArray(one)) return one
      const verdict = verdicts.next().value
      if (verdict === undefined) throw new RangeError('an operation without a verdict')
      return typeof verdict === 'string' ? verdict : [partOf(verdict, at(place))]
    }),
  )
}

function verdictsOf(outcomes: readonly Outcome[]): Type.Static<typeof Verdicts> {
  const operations = outcomes.map((outcome) =>
    typeof outcome === 'string'
      ? { status: 'new' as const, id: outcome }
      : { status: 'refused' as const, errors: outcome },
  )
  const queued = outcomes.filter((outcome) => typeof outcome === 'string').length
  return { queued, refused: outcomes.length - queued, operations }
}
