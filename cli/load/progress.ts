import { clearLine, cursorTo } from 'node:readline'
import type { WriteStream } from 'node:tty'

const TERMINAL_EVERY_MS = 200
const PIPE_EVERY_MS = 5_000
const COLUMNS = 80

export interface Progress {
  show(progress: () => string): void
  /** Leaves nothing on a terminal's line. */
  end(): void
}

/** On a terminal one line that changes; in a pipe a line every five seconds. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let text: (() => string) | undefined
  const isTerminal = stream.isTTY === true
  const tell = () => {
    if (text === undefined) return
    if (isTerminal) rewrite(stream, text())
    else stream.write(`${text()}\n`)
  }
  const timer = setInterval(tell, isTerminal ? TERMINAL_EVERY_MS : PIPE_EVERY_MS)
  return {
    show(progress) {
      text = progress
      if (isTerminal) tell()
    },
    end() {
      clearInterval(timer)
      if (isTerminal) rewrite(stream, '')
    },
  }
}

function rewrite(stream: WriteStream, text: string): void {
  cursorTo(stream, 0)
  // A terminal that does not tell its width says 0.
  stream.write(text.slice(0, (stream.columns || COLUMNS) - 1))
  clearLine(stream, 1)
}
