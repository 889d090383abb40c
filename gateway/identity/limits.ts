import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Redis } from 'ioredis'
import type { Settings } from '../../common/settings/settings.ts'
import { Retryable } from '../errors.ts'

export interface LimitsOptions {
  /** Requests a minute; 0: as many as come. */
  settings: Pick<Settings['limits'], 'requestsPerMin' | 'strangersPerMin'>
  /** Counts for all gateways together. Without it each counts for itself. */
  redis?: { client: Redis; nameSpace: string } | undefined
}

/** Holds callers to a number of requests a minute. Each throws Retryable `rate_limited` for one more. */
export interface Limits {
  /** Whether users and keys are counted at all. */
  readonly countsKnown: boolean
  /** By user or key. */
  known(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Those who show nothing, or nothing valid: by address. */
  stranger(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

const WINDOW_MS = 60_000
/** Callers whose counts a gateway keeps; the oldest is forgotten. */
const COUNTED_MAX = 10_000

/** @param app whose routes are added after this */
export function openLimits(app: FastifyInstance, { settings, redis }: LimitsOptions): Limits {
  const { requestsPerMin, strangersPerMin } = settings
  app.register(rateLimit, {
    global: false,
    timeWindow: WINDOW_MS,
    cache: COUNTED_MAX,
    // A Redis that is away costs the protection and not the service.
    skipOnError: true,
    ...(redis === undefined ? {} : { redis: redis.client, nameSpace: redis.nameSpace }),
  })
  let count: Record<'known' | 'stranger', ReturnType<FastifyInstance['createRateLimit']>> | undefined
  app.after(() => {
    count = {
      known: app.createRateLimit({
        max: requestsPerMin,
        keyGenerator: ({ principal }) => `${principal.kind}-${principal.id}`,
      }),
      stranger: app.createRateLimit({ max: strangersPerMin, keyGenerator: ({ ip }) => `address-${ip}` }),
    }
  })

  async function hold(kind: 'known' | 'stranger', max: number, request: FastifyRequest, reply: FastifyReply) {
    if (max === 0 || count === undefined) return
    const counted = await count[kind](request)
    if (counted.isAllowed) return
    const { remaining, ttlInSeconds, isExceeded } = counted
    reply.headers({
      'ratelimit-limit': max,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': ttlInSeconds,
    })
    if (!isExceeded) return
    const retryAfterSec = Math.max(1, ttlInSeconds)
    throw new Retryable('rate_limited', `more than ${max} requests in a minute, try again in ${retryAfterSec} s`, {
      retryAfterSec,
    })
  }

  return {
    countsKnown: requestsPerMin > 0,
    known: (request, reply) => hold('known', requestsPerMin, request, reply),
    stranger: (request, reply) => hold('stranger', strangersPerMin, request, reply),
  }
}
