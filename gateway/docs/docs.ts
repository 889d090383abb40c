import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answerUnknownPath } from '../classic/envelope.ts'

const OWN = new URL('./page/', import.meta.url)
const SWAGGER_UI = new URL('./static/', import.meta.resolve('@fastify/swagger-ui'))

const JAVASCRIPT = 'text/javascript; charset=utf-8'
const CSS = 'text/css; charset=utf-8'

interface Asset {
  url: URL
  type: string
}

const PAGE: Asset = { url: new URL('index.html', OWN), type: 'text/html; charset=utf-8' }

/** What the page consists of besides itself. The plugin of Swagger UI would serve more than this, such as a second document. */
const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['reference.js', { url: new URL('reference.js', OWN), type: JAVASCRIPT }],
  ['reference.css', { url: new URL('reference.css', OWN), type: CSS }],
  ['swagger-ui-bundle.js', { url: new URL('swagger-ui-bundle.js', SWAGGER_UI), type: JAVASCRIPT }],
  ['swagger-ui.css', { url: new URL('swagger-ui.css', SWAGGER_UI), type: CSS }],
  ['favicon-32x32.png', { url: new URL('favicon-32x32.png', SWAGGER_UI), type: 'image/png' }],
])

/** Nothing comes from, or goes, anywhere else. The style sheet has its pictures within itself, as data. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page for people about /v1, made in the browser from its OpenAPI document. Everything in it comes from this gateway. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/docs', async (_request, reply) => send(reply, PAGE))
  app.get<{ Params: { file: string } }>('/docs/:file', async (request, reply) => {
    const asset = ASSETS.get(request.params.file)
    return asset === undefined ? answerUnknownPath(request, reply) : send(reply, asset)
  })
}

async function send(reply: FastifyReply, { url, type }: Asset): Promise<FastifyReply> {
  const content = await readFile(url)
  return reply
    .headers({
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // It may be another one after every start.
      'cache-control': 'no-cache',
    })
    .send(content)
}
