import Type from 'typebox'
import { component } from './openapi/component.ts'

/** An instant in an answer. */
export const Time = component(
  'Time',
  Type.String({
    format: 'date-time',
    description: 'RFC 3339, in UTC',
    examples: ['2026-11-25T08:52:44.142488Z'],
  }),
)
