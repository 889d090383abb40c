import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where the build leaves the console. */
const DIST = fileURLToPath(new URL('../../console/dist/', import.meta.url))

/** Nothing comes from, or goes, anywhere else, and nothing in the page itself runs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<title>walletmesh</title>
<h1>The console is not built</h1>
<p>This gateway serves its API, described at <a href="/docs">/docs</a>, but has no pages of the console.
<p>Run <code>make -f Makefile.mk build</code> in its folder, then load this page again.
</html>
`

/**
 * The console for operators, from what `npm run build` made. Files are named by their content, so browsers keep them for ever;
 * the page that names them is asked for each time.
 */
export function consoleRoutes(app: FastifyInstance, dist: string = DIST): void {
  app.register(async (page) => {
    addHeaders(page)
    page.route({
      method: ['GET', 'HEAD'],
      url: '/',
      handler: async (_request, reply) => (isBuilt(dist) ? sendPage(reply) : sendNotBuilt(reply)),
    })
    await page.register(fastifyStatic, { root: dist, serve: false })
  })
  app.register(
    async (assets) => {
      addHeaders(assets)
      assets.setNotFoundHandler(answerUnknownAsset)
      await assets.register(fastifyStatic, {
        root: join(dist, 'assets'),
        preCompressed: true,
        immutable: true,
        maxAge: '365d',
        index: false,
        // They may be built while the gateway runs.
        suppressWarning: true,
      })
    },
    { prefix: '/assets' },
  )
}

function addHeaders(scope: FastifyInstance): void {
  scope.addHook('onSend', async (_request, reply) => {
    reply.headers(HEADERS)
  })
}

/** A page that is open still names the files of before an upgrade. */
function answerUnknownAsset(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.code(404).headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  return reply.send('the console has no such file (any more): load the page again\n')
}

function isBuilt(dist: string): boolean {
  return existsSync(join(dist, 'index.html'))
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false })
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .send(NOT_BUILT)
}
