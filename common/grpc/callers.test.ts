import { readFileSync } from 'node:fs'
import { fromBinary } from '@bufbuild/protobuf'
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt'
import { expect, test } from 'vitest'
import { callersOf, refusalOf } from './callers.ts'

const CONTRACTS = readFileSync(new URL('../../proto/gen/walletmesh.binpb', import.meta.url))

test('every service of the contracts says who may call it', () => {
  const services = fromBinary(FileDescriptorSetSchema, CONTRACTS).file.flatMap((file) =>
    file.service.map(({ name }) => `${file.package}.${name}`),
  )
  expect(services).toContain('walletmesh.v1.LeaseService')
  expect(services.filter((service) => callersOf(service).length === 0)).toEqual([])
})

test('a caller for whom a service is not is told for whom it is', () => {
  const lease = 'walletmesh.v1.LeaseService'
  expect(refusalOf(lease, ['op_processor'])).toBeUndefined()
  expect(refusalOf(lease, ['client', 'gateway'])).toBeUndefined()
  expect(refusalOf(lease, ['client'])).toBe(
    'walletmesh.v1.LeaseService needs a certificate for op_processor or gateway; this one is for client',
  )
  expect(refusalOf(lease, [])).toMatch(/; this one is for no part of the mesh$/)
})

test('health and reflection are for anyone, a service that nobody knows for no one', () => {
  expect(refusalOf('grpc.health.v1.Health', [])).toBeUndefined()
  expect(refusalOf('walletmesh.v1.New', ['gateway', 'admin'])).toBe(
    'walletmesh.v1.New takes no caller; this one is for gateway and admin',
  )
})
