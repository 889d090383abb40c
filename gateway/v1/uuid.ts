import Type from 'typebox'

export const UUID_PATTERN = '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$'
const UUID = new RegExp(UUID_PATTERN)

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** Of a path that names something by its UUID. */
export const UuidParams = Type.Object({ id: Type.String({ pattern: UUID_PATTERN }) })
