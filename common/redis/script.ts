import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

type Argument = string | number

/** Runs on the server, all or nothing with nothing in between. */
export type Script = (redis: Redis, keys: readonly string[], args: readonly Argument[]) => Promise<unknown>

/** A Lua script, sent whole only to a server that does not know it. */
export function script(lua: string): Script {
  const sha = createHash('sha1').update(lua).digest('hex')
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return redis.eval(lua, keys.length, ...keys, ...args)
    }
  }
}
