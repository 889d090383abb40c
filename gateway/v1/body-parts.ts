import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchemaCompiler } from 'fastify'
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type BodyPart, Refused } from '../errors.ts'

/** What a schema finds wrong, as its validator tells it. */
interface Finding {
  keyword: string
  instancePath: string
  params: object
  message: string
}

const KEY_SHOWN = 100

/** What is wrong with a body, part by part. @param within pointer of the value that was validated */
export function partsOf(findings: readonly Finding[], within: string): BodyPart[] {
  return findings.flatMap(({ keyword, instancePath, params, message }) => {
    const at = within + instancePath
    if ('requiredProperties' in params) return each(at, params.requiredProperties, 'is missing')
    if ('additionalProperties' in params) return each(at, params.additionalProperties, 'is not known here')
    // Of a property that may not be there: told by its object already.
    return keyword === 'boolean' ? [] : [part(at, message)]
  })
}

function each(object: string, keys: unknown, detail: string): BodyPart[] {
  if (!Array.isArray(keys)) return []
  return keys.map((key) => part(`${object}/${escaped(String(key).slice(0, KEY_SHOWN))}`, detail))
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function part(pointer: string, detail: string): BodyPart {
  return { pointer, code: 'invalid', detail }
}

/** How a body is told of as a whole: the first part that is wrong, and how many are. */
export function summaryOf(parts: readonly BodyPart[]): string {
  const [first] = parts
  const more = parts.length > 1 ? `, and ${parts.length - 1} more` : ''
  return `${first?.pointer === '' ? 'the body' : first?.pointer} ${first?.detail}${more}`
}

interface Validator<Body> {
  Check(value: unknown): value is Body
  Errors(value: unknown): readonly Finding[]
}

/** Refuses a body that is not as it must be, and tells everything that is wrong with it. */
export function checkedBody<Body>(validator: Validator<Body>, body: unknown): Body {
  if (validator.Check(body)) return body
  const parts = partsOf(validator.Errors(body), '')
  throw new Refused('invalid', summaryOf(parts), parts)
}

/** Refuses a body where none is wanted; an empty object is none. */
export function assertNoBody(body: unknown): void {
  if (body !== undefined && body !== null) checkedBody(nothing, body)
}

const nothing = Compile(Type.Object({}, { additionalProperties: false }))

/** For routes that read their body themselves: then it is told precisely what is wrong. */
export const readByHandler: FastifySchemaCompiler<TSchema> = (route) =>
  route.httpPart === 'body' ? () => true : TypeBoxValidatorCompiler(route)
