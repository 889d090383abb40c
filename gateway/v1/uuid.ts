import Type from 'typebox'

const PATTERN = '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$'
const UUID = new RegExp(PATTERN)

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** Of a path that names something by its UUID. */
export const UuidParams = Type.Object({ id: Type.String({ pattern: PATTERN }) })
