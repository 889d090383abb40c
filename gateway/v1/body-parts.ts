import type { BodyPart } from '../errors.ts'

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
