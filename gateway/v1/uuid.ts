import Type from 'typebox'
import { component, described } from './openapi/component.ts'

export const UUID_PATTERN = '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$'
const UUID = new RegExp(UUID_PATTERN)

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

export const Uuid = component(
  'Uuid',
  Type.String({ format: 'uuid', pattern: UUID_PATTERN, examples: ['01a20e45-d84a-766b-8572-238235365605'] }),
)

/** Of a path that names something by its UUID. */
export const UuidParams = Type.Object({ id: described(Uuid, 'Its id') })
