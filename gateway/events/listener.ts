import type { ServerResponse } from 'node:http'

/** A client that listens to events. */
export interface Listener {
  /** False when it is gone, or was dropped because it does not read. */
  send(text: string): boolean
  end(): void
}

/** Bytes that may wait for a client to read them. */
const WAITING_MAX = 1_000_000

const END_MS = 1_000

/** @param open sends the head of the response, before the first event */
export function listenerOn(response: ServerResponse, open: () => void): Listener {
  return {
    send(text) {
      if (response.destroyed || response.writableEnded) return false
      if (!response.headersSent) open()
      response.write(text)
      if (response.writableLength <= WAITING_MAX) return true
      // It comes back with the id of the last event that it read.
      response.destroy()
      return false
    },
    end() {
      if (response.headersSent) response.end()
      // Whoever does not read would not notice.
      setTimeout(() => response.destroy(), END_MS).unref()
    },
  }
}
