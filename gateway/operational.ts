import type { FastifyInstance } from 'fastify'
import type { Registry } from '../common/metrics.ts'
import type { Readiness } from './readiness.ts'

/** Metrics in the format of Prometheus. */
export type MetricsText = Pick<Registry, 'contentType' | 'metrics'>

export interface OperationalContext {
  readiness: Readiness
  metrics: MetricsText
}

/** What those who run the gateway ask it: is it alive, can it serve, what does it measure. */
export function operationalRoutes(app: FastifyInstance, { readiness, metrics }: OperationalContext): void {
  const methods = ['GET', 'HEAD']
  app.route({ method: methods, url: '/health', handler: async () => ({ status: 'alive' }) })
  app.route({
    method: methods,
    url: '/ready',
    handler: async (_request, reply) => {
      const reason = await readiness.check()
      return reason === null ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', reason })
    },
  })
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.metrics()),
  )
}
