import Type from 'typebox'
import { component, described } from './openapi/component.ts'
import { Uuid } from './uuid.ts'

export const OperationStatus = component(
  'OperationStatus',
  Type.Enum(['new', 'processing', 'success', 'decline'], {
    description:
      '`new`: durably queued. `processing`: a part of it is applied, or it waits for somebody. `success`: applied. `decline`: it will not be, for the reason',
  }),
)

/** What is answered once an operation of any kind is durably queued. */
export const Accepted = component(
  'Accepted',
  Type.Object({ id: described(Uuid, 'Of the operation'), status: Type.Literal('new') }),
)
