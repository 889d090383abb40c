/** What waits to be written to a stream. It is read once, by the stream. */
export interface Outbox<T> {
  readonly messages: AsyncIterable<T>
  /** Resolves when the stream has taken the message and asks for the next, or has ended. */
  push(message: T): Promise<void>
  /** Ends the stream after what was pushed before. */
  end(): void
  /** Ends the stream with an error, at once. */
  fail(error: unknown): void
}

/**
 * @param lengthMax messages that may wait; one more fails the stream with `overflow()`, because its reader has stopped
 */
export function createOutbox<T>(lengthMax: number, overflow: () => Error): Outbox<T> {
  let waiting: { message: T; taken: () => void }[] = []
  let last: { error: unknown } | 'end' | undefined
  let wake = () => {}

  const drop = () => {
    for (const { taken } of waiting) taken()
    waiting = []
  }
  const close = (how: { error: unknown } | 'end') => {
    last ??= how
    wake()
  }
  const fail = (error: unknown) => {
    if (last === undefined) drop()
    close({ error })
  }

  async function* read(): AsyncGenerator<T, void, undefined> {
    try {
      while (true) {
        const next = waiting.shift()
        if (next !== undefined) {
          try {
            yield next.message
          } finally {
            next.taken()
          }
        } else if (last === 'end') {
          return
        } else if (last !== undefined) {
          throw last.error
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    } finally {
      last ??= 'end'
      drop()
    }
  }

  return {
    messages: read(),
    push(message) {
      if (last !== undefined) return Promise.resolve()
      if (waiting.length >= lengthMax) {
        fail(overflow())
        return Promise.resolve()
      }
      return new Promise((taken) => {
        waiting.push({ message, taken })
        wake()
      })
    },
    end: () => close('end'),
    fail,
  }
}
