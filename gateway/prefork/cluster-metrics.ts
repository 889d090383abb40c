import cluster from 'node:cluster'
import { AggregatorRegistry, type Registry } from 'prom-client'
import type { MetricsText } from '../operational.ts'

/*
 * A scrape reaches one worker, and must tell of all: the worker asks the primary, which asks every worker and adds up.
 */

interface MetricsRequest {
  type: 'walletmesh:metrics-request'
  id: number
}

interface MetricsAnswer {
  type: 'walletmesh:metrics'
  id: number
  /** Null when some worker did not answer. */
  text: string | null
}

/** In the primary. */
export function answerMetricsRequests(): void {
  const all = new AggregatorRegistry()
  cluster.on('message', async (worker, message: MetricsRequest) => {
    if (message.type !== 'walletmesh:metrics-request') return
    const text = await all.clusterMetrics().catch(() => null)
    const answer: MetricsAnswer = { type: 'walletmesh:metrics', id: message.id, text }
    if (worker.isConnected()) worker.send(answer)
  })
}

/** In a worker: the metrics of all of them, or only its own when the others cannot be asked. */
export function clusterMetrics(own: Registry): MetricsText {
  AggregatorRegistry.setRegistries([own])
  new AggregatorRegistry()
  const waiting = new Map<number, (text: string | null) => void>()
  let requests = 0
  process.on('message', (message: MetricsAnswer) => {
    if (message.type !== 'walletmesh:metrics') return
    waiting.get(message.id)?.(message.text)
    waiting.delete(message.id)
  })
  const ask = () =>
    new Promise<string | null>((resolve) => {
      requests += 1
      waiting.set(requests, resolve)
      const request: MetricsRequest = { type: 'walletmesh:metrics-request', id: requests }
      process.send?.(request)
    })
  return {
    contentType: own.contentType,
    metrics: async () => (await ask()) ?? (await own.metrics()),
  }
}
