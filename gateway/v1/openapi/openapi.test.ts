import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fastify } from 'fastify'
import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApiDocument } from '../../../generate/document.ts'
import type { OpenApiDocument } from '../../test/conformance.ts'
import { component } from './component.ts'
import { documented, refuseUndocumented } from './documented.ts'

let text: string
let document: OpenApiDocument
let folder: string

beforeAll(async () => {
  text = await openApiDocument()
  document = JSON.parse(text)
  folder = await mkdtemp(join(tmpdir(), 'walletmesh-openapi-'))
})
afterAll(() => rm(folder, { recursive: true }))

function operations() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )
}

describe('the OpenAPI document', () => {
  test('has nothing that the linter finds fault with', async () => {
    const path = join(folder, 'openapi.json')
    await writeFile(path, text)
    const lint = promisify(execFile)('node_modules/.bin/redocly', ['lint', path, '--format', 'stylish'], {
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
    await lint.catch((error: { stdout: string; stderr: string }) => {
      throw new Error(error.stdout + error.stderr)
    })
  })

  test('gives every body of a request an example, and every answer that is not empty a schema', () => {
    for (const { name, operation } of operations()) {
      const { requestBody, responses } = operation
      for (const media of Object.values(requestBody?.content ?? {})) expect(media, name).toHaveProperty('examples')
      for (const { content = {} } of Object.values(responses)) {
        for (const media of Object.values(content)) expect(media, name).toHaveProperty('schema')
      }
    }
  })

  test('tells of a Location wherever something is made or queued by itself, and can be read', () => {
    for (const { name, operation } of operations()) {
      const made = operation.responses[201] ?? operation.responses[202]
      if (made === undefined || /\/(batch|tokens|refresh|keys|rotate)$/.test(name)) continue
      expect(Object.keys(made.headers ?? {}), name).toContain('Location')
    }
  })

  test('tells of each route what is to be shown, and what becomes of who does not', () => {
    for (const { name, operation } of operations()) {
      const { security, responses, 'x-roles': roles } = operation
      expect(security.length > 0, name).toBe(roles !== undefined)
      if (roles === undefined) continue
      expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '403', '429']))
    }
  })

  test('calls no schema by a title that it has elsewhere', () => {
    expect(() => component('Problem', Type.Object({}))).toThrow('two schemas are called Problem')
    expect(text).not.toMatch(/"x-facts"|Default Response/)
  })
})

describe('a route without a description', () => {
  const described = documented({
    operationId: 'read',
    tags: ['wallets'],
    summary: 'Read',
    description: 'Reads.',
    response: { 200: Type.Object({}) },
    problems: [],
  })

  test('cannot be added', () => {
    const app = fastify()
    refuseUndocumented(app)
    app.get('/one', { schema: described }, () => ({}))
    app.get('/hidden', { schema: { hide: true } }, () => ({}))
    const { summary: _, problems: __, ...rest } = described
    expect(() => app.post('/two', { schema: rest }, () => ({}))).toThrow(
      'POST /two is not documented: write its schema with documented(), it lacks summary, problems',
    )
    expect(() => app.get('/three', () => ({}))).toThrow('GET /three is not documented')
  })
})
