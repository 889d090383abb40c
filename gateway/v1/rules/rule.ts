import Type from 'typebox'
import type { Conditions, Rule as RuleValues } from '../../../common/fraud/rule.ts'
import { AMOUNT_MAX } from '../../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../../currency-code.ts'
import { type BodyPart, Refused } from '../../errors.ts'
import { type NewRule, readRule, type StoredRule } from '../../screening/sql/rules.ts'
import { Micros } from '../amount.ts'
import { summaryOf } from '../body-parts.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import type { V1Context } from '../v1.ts'
import { PathId } from '../wallet-id.ts'

const ID_MAX = 2 ** 31 - 1
const WINDOW_SEC_MAX = 2_678_400
const COUNT_MAX = 10_000
const WALLETS_MAX = 10_000

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f'
const Name = Type.String({
  pattern: `^[^${CONTROL}]{1,100}$`,
  description: 'Unique; up to 100 characters',
  examples: ['large first payments'],
})
const Verdict = Type.Enum(['reject', 'review'], { description: '`review`: a person decides' })
const Score = Type.Integer({ minimum: 0, maximum: 100, description: 'Of the risk' })
const Priority = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description: 'Of several that fit with the same verdict, the lowest gives its name',
})
const FirstPayment = Type.Boolean({ description: 'Whether the sender must never have paid the receiver before' })
const Currency = nullable(
  Type.String({
    description: 'Of the amount that the request named, and of the sender’s wallet where sums count; null: any',
  }),
)
const WindowSec = nullable(
  Type.Integer({
    minimum: 1,
    maximum: WINDOW_SEC_MAX,
    description: 'In which the sender’s transfers count, up to and with this one',
  }),
)
const WindowCount = nullable(Type.Integer({ minimum: 1, maximum: COUNT_MAX }))
const walletsOf = (whose: string) =>
  nullable(
    Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
      minItems: 1,
      maxItems: WALLETS_MAX,
      description: `Wallets of ${whose}, of which one must be it`,
    }),
  )

/** An amount of a request, or null. */
function amountOf(description: string) {
  return Type.Unsafe<string | number | null>({
    type: ['string', 'integer', 'null'],
    pattern: '^0*[1-9][0-9]{0,18}$',
    minimum: 1,
    description: `${description}, micro-units`,
    examples: ['600000'],
  })
}

const AMOUNTS = {
  amount_exactly: 'What the request must have named',
  amount_at_least: 'The least that it must have named',
  amount_at_most: 'The most that it may have named',
  window_sum_at_least: 'The least that the sender must have transferred, of its wallet’s currency',
} as const

const CONDITIONS = {
  currency: Type.Optional(Currency),
  amount_exactly: Type.Optional(amountOf(AMOUNTS.amount_exactly)),
  amount_at_least: Type.Optional(amountOf(AMOUNTS.amount_at_least)),
  amount_at_most: Type.Optional(amountOf(AMOUNTS.amount_at_most)),
  window_sec: Type.Optional(WindowSec),
  window_sum_at_least: Type.Optional(amountOf(AMOUNTS.window_sum_at_least)),
  window_count_at_least: Type.Optional(WindowCount),
  first_payment: Type.Optional(FirstPayment),
  sender_ids: Type.Optional(walletsOf('senders')),
  receiver_ids: Type.Optional(walletsOf('receivers')),
}

/** Of a request: what is not named is not asked for. */
export const RuleConditions = component('RuleConditions', Type.Object(CONDITIONS, { additionalProperties: false }))

export const NewRuleBody = component(
  'NewRule',
  Type.Object(
    {
      name: Name,
      verdict: Verdict,
      score: Score,
      enabled: Type.Optional(Type.Boolean()),
      priority: Type.Optional(Priority),
      ...CONDITIONS,
    },
    { additionalProperties: false },
  ),
)

export const RuleChanges = component(
  'RuleChanges',
  Type.Object(
    {
      name: Type.Optional(Name),
      verdict: Type.Optional(Verdict),
      score: Type.Optional(Score),
      enabled: Type.Optional(Type.Boolean()),
      priority: Type.Optional(Priority),
      ...CONDITIONS,
    },
    { additionalProperties: false, minProperties: 1 },
  ),
)

export const Rule = component(
  'Rule',
  Type.Object({
    id: Type.Integer(),
    name: Name,
    verdict: Verdict,
    score: Score,
    enabled: Type.Boolean(),
    priority: Priority,
    currency: Currency,
    amount_exactly: nullable(described(Micros, AMOUNTS.amount_exactly)),
    amount_at_least: nullable(described(Micros, AMOUNTS.amount_at_least)),
    amount_at_most: nullable(described(Micros, AMOUNTS.amount_at_most)),
    window_sec: WindowSec,
    window_sum_at_least: nullable(described(Micros, AMOUNTS.window_sum_at_least)),
    window_count_at_least: WindowCount,
    first_payment: FirstPayment,
    sender_ids: walletsOf('senders'),
    receiver_ids: walletsOf('receivers'),
    created_at: Time,
    updated_at: Time,
  }),
)

export const RuleParams = Type.Object({ id: described(PathId, 'The rule’s id') })

export function answerOf(rule: StoredRule): Type.Static<typeof Rule> {
  const digits = (amount: bigint | null) => amount?.toString() ?? null
  const ids = (wallets: readonly bigint[] | null) => wallets?.map(Number) ?? null
  return {
    id: rule.id,
    name: rule.name,
    verdict: rule.verdict,
    score: rule.score,
    enabled: rule.enabled,
    priority: rule.priority,
    currency: rule.currency,
    amount_exactly: digits(rule.amountExactly),
    amount_at_least: digits(rule.amountAtLeast),
    amount_at_most: digits(rule.amountAtMost),
    window_sec: rule.windowSec,
    window_sum_at_least: digits(rule.windowSumAtLeast),
    window_count_at_least: rule.windowCountAtLeast,
    first_payment: rule.firstPayment,
    sender_ids: ids(rule.senderIds),
    receiver_ids: ids(rule.receiverIds),
    created_at: rule.createdAt,
    updated_at: rule.updatedAt,
  }
}

const NO_CONDITIONS: Conditions = {
  currency: null,
  amountExactly: null,
  amountAtLeast: null,
  amountAtMost: null,
  windowSec: null,
  windowSumAtLeast: null,
  windowCountAtLeast: null,
  firstPayment: false,
  senderIds: null,
  receiverIds: null,
}

type ConditionsBody = Type.Static<typeof RuleConditions>

/** The conditions that a body names, over those that are there. Refuses what cannot be met, or says nothing. @param at pointer of the body */
export function conditionsOf(body: ConditionsBody, before: Conditions = NO_CONDITIONS, at = ''): Conditions {
  const kept = <Value, Kept>(value: Value | undefined, old: Kept, read: (value: Value & {}) => Kept): Kept | null =>
    value === undefined ? old : value === null ? null : read(value)
  const conditions: Conditions = {
    currency: kept(body.currency, before.currency, String),
    amountExactly: kept(body.amount_exactly, before.amountExactly, BigInt),
    amountAtLeast: kept(body.amount_at_least, before.amountAtLeast, BigInt),
    amountAtMost: kept(body.amount_at_most, before.amountAtMost, BigInt),
    windowSec: kept(body.window_sec, before.windowSec, Number),
    windowSumAtLeast: kept(body.window_sum_at_least, before.windowSumAtLeast, BigInt),
    windowCountAtLeast: kept(body.window_count_at_least, before.windowCountAtLeast, Number),
    firstPayment: body.first_payment ?? before.firstPayment,
    senderIds: kept(body.sender_ids, before.senderIds, (ids) => ids.map(BigInt)),
    receiverIds: kept(body.receiver_ids, before.receiverIds, (ids) => ids.map(BigInt)),
  }
  const flaws = flawsOf(conditions, at)
  if (flaws.length > 0) throw new Refused('invalid', summaryOf(flaws), flaws)
  return conditions
}

function flawsOf(conditions: Conditions, at: string): BodyPart[] {
  const { amountExactly, amountAtLeast, amountAtMost, windowSec, windowSumAtLeast, windowCountAtLeast } = conditions
  const flaws: BodyPart[] = []
  const add = (field: string, detail: string) => flaws.push({ pointer: `${at}${field}`, code: 'invalid', detail })
  const amounts = { amountExactly, amountAtLeast, amountAtMost, windowSumAtLeast }
  for (const [name, amount] of Object.entries(amounts)) {
    const field = `/${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
    if (amount !== null && (amount < 1n || amount > AMOUNT_MAX))
      add(field, `must be micro-units from 1 to ${AMOUNT_MAX}`)
  }
  if (amountExactly !== null && (amountAtLeast !== null || amountAtMost !== null)) {
    add('/amount_exactly', 'goes without amount_at_least and amount_at_most')
  }
  if (amountAtLeast !== null && amountAtMost !== null && amountAtLeast > amountAtMost) {
    add('/amount_at_least', 'must not be more than amount_at_most')
  }
  if ((windowSec === null) !== (windowSumAtLeast === null && windowCountAtLeast === null)) {
    add('/window_sec', 'goes with window_sum_at_least or window_count_at_least, and they with it')
  }
  if (conditions.currency !== null && !isCurrencyCode(conditions.currency))
    add('/currency', currencyNotAllowed().message)
  const { currency: _, firstPayment, ...others } = conditions
  if (!firstPayment && Object.values(others).every((value) => value === null)) add('', 'must name a condition')
  return flaws
}

/** Refused with `not_found` when there is none. */
export async function ruleWithId({ pools }: Pick<V1Context, 'pools'>, id: string): Promise<StoredRule> {
  const rule = Number(id) <= ID_MAX ? await readRule(pools.writes, Number(id)) : null
  if (rule === null) throw noRule(id)
  return rule
}

export function noRule(id: string): Refused {
  return new Refused('not_found', `no rule with id: ${id}`)
}

const UNIQUE = '23505'
const FOREIGN_KEY = '23503'

/** What the caller is told of an error of the database. */
export function refusalOf(error: unknown, { name }: Pick<RuleValues, 'name'>): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === UNIQUE) return new Refused('already_exists', `there is a rule with the name: ${name}`)
  if (code !== FOREIGN_KEY) return error
  const detail = currencyNotAllowed().message
  return new Refused('invalid', `/currency ${detail}`, [{ pointer: '/currency', code: 'invalid', detail }])
}

export type { NewRule }
