import Type, { type TSchema } from 'typebox'

/**
 * The same schema, or null. By its types and not as a union: to choose from a union, the serialiser would validate every answer
 * against its members.
 *
 * @param schema of one type
 */
export function nullable<Schema extends TSchema>(schema: Schema) {
  const { type, enum: values } = schema as { type?: unknown; enum?: readonly unknown[] }
  const allowed = values === undefined ? {} : { enum: [...values, null] }
  return Type.Unsafe<Type.Static<Schema> | null>({ ...schema, type: [type ?? 'string', 'null'], ...allowed })
}
