import { expect, test } from 'vitest'
import { withSettings } from './environment.ts'

test('the settings replace what the environment said of them in any spelling, and nothing else', () => {
  const before = {
    PATH: '/bin',
    WALLETMESH_ENV: 'test',
    WALLETMESH_IP: '127.0.0.1:1',
    walletmesh_grpc__address: '127.0.0.1:2',
    WALLETMESH_GRPC__GATEWAYS: '127.0.0.1:3',
  }
  expect(withSettings(before, { ip: '127.0.0.1:4', 'grpc.address': '127.0.0.1:5' })).toEqual({
    PATH: '/bin',
    WALLETMESH_ENV: 'test',
    WALLETMESH_GRPC__GATEWAYS: '127.0.0.1:3',
    WALLETMESH_IP: '127.0.0.1:4',
    WALLETMESH_GRPC__ADDRESS: '127.0.0.1:5',
  })
})
