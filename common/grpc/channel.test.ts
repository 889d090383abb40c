import { createClient, createServer, type ServiceImplementation } from 'nice-grpc'
import { expect, test } from 'vitest'
import { BalancerServiceDefinition, RebalancePlan } from '../../proto/gen/walletmesh/v1/balancer.ts'
import { openChannel } from './channel.ts'

test('an answer may be longer than the 4 MB that the library takes', async () => {
  const load = { group: 1, load: 2n ** 62n, wallets: 2n ** 62n }
  const plan = RebalancePlan.create({ loadAfter: Array.from({ length: 400_000 }, () => load) })
  expect(RebalancePlan.encode(plan).finish().length).toBeGreaterThan(8_000_000)
  const server = createServer()
  const answering: ServiceImplementation<typeof BalancerServiceDefinition> = {
    plan: async () => ({ plan }),
    rebalance: async () => ({}),
  }
  server.add(BalancerServiceDefinition, answering)
  const channel = openChannel({ host: '127.0.0.1', port: await server.listen('127.0.0.1:0') }, 20_000, undefined)
  try {
    const answer = await createClient(BalancerServiceDefinition, channel).plan({})
    expect(answer.plan?.loadAfter).toHaveLength(400_000)
  } finally {
    channel.close()
    server.forceShutdown()
  }
})
