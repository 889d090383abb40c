import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface PostsOptions {
  url: string
  path: string
  connections: number
  seconds: number
  /** Header lines, each with its end, beside those of every POST of JSON. */
  headers: () => string
  /** Sent in turn by each connection. */
  bodies: readonly string[]
}

/**
 * Answers 2xx per second over connections that each send the next request when the last one is answered. Throws for any other answer.
 * For requests that all differ: building them anew costs other generators more than everything else they do.
 */
export async function postsPerSecond({
  url,
  path,
  connections,
  seconds,
  headers,
  bodies,
}: PostsOptions): Promise<number> {
  const { hostname, port, host } = new URL(url)
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`
  const rests = bodies.map((body) => `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  const endsAt = performance.now() + seconds * 1000
  const one = async (place: number): Promise<number> => {
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    await once(socket, 'connect')
    let answers = 0
    for (let i = place; performance.now() < endsAt; i += 1) {
      socket.write(head + headers() + rests[i % rests.length])
      await answered(socket)
      answers += 1
    }
    socket.destroy()
    return answers
  }
  const startedAt = performance.now()
  const counts = await Promise.all(Array.from({ length: connections }, (_, place) => one(place)))
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - startedAt) / 1000)
}

/** Resolves when a whole answer is there. Answers are short: they come in one piece, or few. */
function answered(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const end = (error?: Error) => {
      socket.off('data', onData).off('error', end).off('close', onClose)
      if (error === undefined) resolve()
      else reject(error)
    }
    const onClose = () => end(new Error('the connection was closed before the answer'))
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const bodyAt = text.indexOf('\r\n\r\n') + 4
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1]
      if (bodyAt === 3 || length === undefined || text.length < bodyAt + Number(length)) return
      end(/^HTTP\/1.1 2/.test(text) ? undefined : new Error(`not accepted: ${text.slice(0, 1000)}`))
    }
    socket.on('data', onData).on('error', end).on('close', onClose)
  })
}
