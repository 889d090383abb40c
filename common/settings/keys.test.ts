import Value from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { keys, nearestPath } from './keys.ts'

describe('every setting', () => {
  test.each([...keys.values()])('$path has a default that its own check accepts', ({ schema, about }) => {
    expect(Value.Check(schema, about.default)).toBe(true)
  })

  test.each([...keys.values()])('$path says what it means and what it expects, in one line', ({ about }) => {
    expect(about.description).toMatch(/^.{10,130}$/)
    expect(about.expected).toMatch(/^.{10,130}$/)
  })
})

describe('the key that was probably meant', () => {
  test.each([
    ['dns', 'dsn'],
    ['schema_name', 'schemaName'],
    ['SCHEMANAME', 'schemaName'],
    ['operationProcesorLimit', 'operationProcessorLimit'],
    ['grpc.adress', 'grpc.address'],
    ['grcp', 'grpc'],
    ['ttl', 'lease.ttl'],
    ['gprc.gateways', 'grpc.gateways'],
    ['limits.churnWallets', 'balancer.churnWallets'],
  ])('by %s is %s', (given, meant) => {
    expect(nearestPath(given)).toBe(meant)
  })

  test.each(['password', 'rabbit', 'x-forwarded-for', 'grpc.certificate'])('by %s is none', (given) => {
    expect(nearestPath(given)).toBeUndefined()
  })
})
