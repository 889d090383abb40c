import Type from 'typebox'
import { UUID_PATTERN } from '../../common/uuid.ts'
import { component, described } from './openapi/component.ts'

export const Uuid = component(
  'Uuid',
  Type.String({ format: 'uuid', pattern: UUID_PATTERN, examples: ['01a20e45-d84a-766b-8572-238235365605'] }),
)

/** Of a path that names something by its UUID. */
export const UuidParams = Type.Object({ id: described(Uuid, 'Its id') })
