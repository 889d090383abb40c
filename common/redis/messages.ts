import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** Operations of a journal that its message tells of; the count tells of all. */
export const OPERATIONS_PER_MESSAGE_MAX = 100

const Digits = Type.String({ pattern: '^-?[0-9]{1,40}$' })
const OptionalText = Type.Union([Type.String(), Type.Null()])
const OptionalId = Type.Union([Type.Integer(), Type.Null()])

/** An operation that ended. */
const FeedOperation = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  status: Type.Union([Type.Literal('success'), Type.Literal('decline')]),
  reason: OptionalText,
  /** Micro-units of `currency`. */
  amount: Digits,
  currency: Type.String(),
  /** Ids of wallets. */
  origin: OptionalId,
  target: OptionalId,
})

/** A journal was committed. */
const FeedMessage = Type.Object({
  group: Type.Integer(),
  /** Seq of the journal in its group. */
  journal: Digits,
  /** As Postgres prints it in UTC. */
  at: Type.String(),
  /** Operations that ended in it. */
  count: Type.Integer(),
  operations: Type.Array(FeedOperation, { maxItems: OPERATIONS_PER_MESSAGE_MAX }),
})

/** Rates were set: USD per unit by currency, as decimals. */
const RatesMessage = Type.Object({ rates: Type.Record(Type.String(), Type.String()) })

export type FeedOperation = Static<typeof FeedOperation>
export type FeedMessage = Static<typeof FeedMessage>
export type RatesMessage = Static<typeof RatesMessage>

/** Null for what nobody of the mesh published. */
export const parseFeed = parserOf(FeedMessage)
export const parseRates = parserOf(RatesMessage)

function parserOf<Schema extends TSchema>(schema: Schema): (text: string) => Static<Schema> | null {
  const validator = Compile(schema)
  return (text) => {
    try {
      const value: unknown = JSON.parse(text)
      return validator.Check(value) ? (value as Static<Schema>) : null
    } catch {
      return null
    }
  }
}
