import type { FastifyInstance, RouteOptions } from 'fastify'
import { Refused } from './errors.ts'

/** Adds routes, and answers the methods that their paths do not have with 405 and the header Allow. */
export function withOtherMethodsRefused(app: FastifyInstance, addRoutes: () => void): void {
  const allowed = new Map<string, Set<string>>()
  let adding = true
  app.addHook('onRoute', ({ routePath, method }: RouteOptions & { routePath: string }) => {
    if (!adding) return
    const methods = allowed.get(routePath) ?? new Set<string>()
    allowed.set(routePath, methods)
    for (const one of [method].flat()) methods.add(one)
  })
  addRoutes()
  adding = false
  for (const [url, methods] of allowed) {
    const allow = [...methods].join(', ')
    app.route({
      method: app.supportedMethods.filter((method) => !methods.has(method)),
      url,
      schema: { hide: true },
      config: { otherMethods: true },
      // Before the body is read: it may be anything.
      onRequest: async (request, reply) => {
        reply.header('allow', allow)
        throw new Refused('method_not_allowed', `${request.method} is not a method of this path, use ${allow}`)
      },
      handler: () => {},
    })
  }
}
