import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  id: string
  body: string
  event: { id: string; type: string; created_at: string; sequence: number; data: Record<string, unknown> }
  /** What was answered. */
  status: number
  /** From its arrival to its answer. */
  fromMs: number
  toMs: number
}

/** A server that webhooks are sent to. */
export interface Receiver {
  url: string
  received: Received[]
  stop(): Promise<void>
}

type Answer = number | ((response: ServerResponse) => void)

/** @param answer the status, or what writes the answer itself */
export async function startReceiver(
  answer: (event: Received) => Answer | Promise<Answer> = () => 200,
): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const fromMs = performance.now()
    const body = await text(request).catch(() => undefined)
    if (body === undefined) return
    const one: Received = {
      path: request.url ?? '',
      headers: request.headers,
      id: String(request.headers['webhook-id']),
      body,
      event: JSON.parse(body),
      status: 0,
      fromMs,
      toMs: 0,
    }
    received.push(one)
    const answered = await answer(one)
    one.toMs = performance.now()
    if (typeof answered === 'function') return answered(response)
    one.status = answered
    response.writeHead(answered).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
