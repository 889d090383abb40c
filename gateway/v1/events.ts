import Type from 'typebox'
import { Retryable } from '../errors.ts'
import { listenerOn } from '../events/listener.ts'
import { mayStill } from '../identity/guard.ts'
import { documented } from './openapi/documented.ts'
import type { V1App, V1Context } from './v1.ts'

const HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Proxies that gather answers would keep events back.
  'x-accel-buffering': 'no',
}

const Stream = {
  description: 'Events, until one side ends it',
  content: { 'text/event-stream': { schema: Type.Unsafe<string>({ type: 'string' }) } },
}

const schema = documented({
  operationId: 'readEvents',
  tags: ['events'],
  summary: 'What happens, as server-sent events',
  description:
    'Events of type `operation` (it ended) and `omitted` (more ended in the same commit than are told): a client that comes back with `Last-Event-ID` gets those that it missed. And of type `rates`, `lease`, `rebalance` and `settlement`, which tell how something is now: first of all, and whenever it changes.',
  response: { 200: Stream },
  problems: ['overloaded'],
})

/** Who loses the right to listen is told nothing more after so long. */
const RIGHT_CHECKED_MS = 500

/** What happens, as server-sent events, until the client or the gateway ends it. */
export function eventsRoute(app: V1App, { events, identity }: V1Context): void {
  app.get('/events', { schema }, async (request, reply) => {
    const { raw } = reply
    // Until there is something to send, what fails is answered like any other request.
    const listener = listenerOn(raw, () => {
      reply.hijack()
      raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...HEAD })
    })
    const watch = setInterval(async () => {
      if (!(await mayStill(request, identity))) listener.end()
    }, RIGHT_CHECKED_MS)
    raw.once('close', () => {
      clearInterval(watch)
      events.remove(listener)
    })
    const lastId = request.headers['last-event-id']
    try {
      const added = await events.add(listener, typeof lastId === 'string' ? lastId : undefined)
      if (!added) throw new Retryable('overloaded', 'too many clients listen to events, try again later')
    } catch (error) {
      if (!raw.headersSent) throw error
      raw.destroy()
    }
    return reply
  })
}
