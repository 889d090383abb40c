import openApiClient, { type Client } from 'openapi-fetch'
import { type Problem, ProblemError } from './problem-error.ts'
import { type RetryOptions, retrying } from './retrying.ts'
import type { paths } from './v1.ts'

export { type Problem, ProblemError } from './problem-error.ts'
export type { RetryOptions } from './retrying.ts'
export type { components, operations, paths } from './v1.ts'

/** Paths, parameters, bodies and answers have the types of the OpenAPI document. Amounts are texts of digits, so that none is rounded. */
export type WalletmeshClient = Client<paths>

export interface ClientOptions {
  /** Of a gateway, such as http://127.0.0.1:4567. */
  url: string
  /** For each attempt. */
  timeoutMs?: number
  /** Without them nothing is sent twice. With them reads are, and what has an Idempotency-Key. */
  retries?: RetryOptions
  headers?: Record<string, string>
  fetch?: (request: Request) => Promise<Response>
}

const TIMEOUT_MS = 30_000

/**
 * @example
 * const mesh = createClient({ url: 'http://127.0.0.1:4567' })
 * const wallet = await dataOf(mesh.GET('/v1/wallets/{id}', { params: { path: { id: '1' } } }))
 */
export function createClient({
  url,
  timeoutMs = TIMEOUT_MS,
  retries,
  headers = {},
  fetch: send = globalThis.fetch,
}: ClientOptions): WalletmeshClient {
  const sendInTime = (request: Request) => send(withTimeout(request, timeoutMs))
  return openApiClient<paths>({
    baseUrl: url,
    headers,
    fetch: retries === undefined ? sendInTime : retrying(sendInTime, retries),
  })
}

function withTimeout(request: Request, timeoutMs: number): Request {
  return new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) })
}

type Answer<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response }

/** What a call answers. Rejects with a ProblemError when it is refused or turned away. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call
  if (!response.ok) throw new ProblemError(asProblem(error, response))
  return data as Data
}

/** What is between client and gateway may answer otherwise. */
function asProblem(error: unknown, { status, statusText }: Response): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem
  return {
    type: 'about:blank',
    title: statusText,
    status,
    detail: `answered ${status}, and not by a gateway`,
    code: 'internal',
    request_id: '',
  }
}
