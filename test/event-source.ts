import { type IncomingMessage, request } from 'node:http'

export interface ServerEvent {
  type: string
  data: Record<string, unknown>
  id: string | undefined
}

/** A client of server-sent events. */
export interface EventSource {
  readonly events: readonly ServerEvent[]
  /** Of the newest event that had one. */
  lastId(): string | undefined
  /** Comments that were heard. */
  comments(): number
  /** The server ended it. */
  readonly ended: Promise<void>
  close(): void
}

/** Connects, and throws when it is not answered with events. */
export async function openEvents(url: string, lastId?: string): Promise<EventSource> {
  const headers = lastId === undefined ? {} : { 'last-event-id': lastId }
  const sent = request(`${url}/v1/events`, { headers, agent: false })
  sent.end()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve)
    sent.once('error', reject)
  })
  if (response.statusCode !== 200) throw new Error(`answered with ${response.statusCode}`)
  const events: ServerEvent[] = []
  let comments = 0
  let last: string | undefined
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      if (block.startsWith(':')) comments += 1
      else events.push(parse(block))
      last = events.at(-1)?.id ?? last
    }
  })
  response.on('error', () => {})
  sent.on('error', () => {})
  const ended = new Promise<void>((resolve) => response.once('close', resolve))
  return { events, lastId: () => last, comments: () => comments, ended, close: () => sent.destroy() }
}

function parse(block: string): ServerEvent {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
  return { type: fields.event, data: JSON.parse(fields.data), id: fields.id }
}
