import { createClient, dataOf, type Problem, ProblemError } from '../../clients/typescript/client.ts'
import type { components } from '../../clients/typescript/v1.ts'
import { sendAsUser } from './session.ts'

export { dataOf, type Problem, ProblemError }

type Schemas = components['schemas']
export type Wallet = Schemas['Wallet']
export type StatementEntry = Schemas['StatementEntry']
export type Operation = Schemas['Operation']
export type Bank = Schemas['Bank']
export type Settlement = Schemas['Settlement']
export type Key = Schemas['Key']
export type AuditEntry = Schemas['AuditEntry']
export type CardTransaction = Schemas['CardTransaction']
export type Payable = Schemas['Payable']
export type FraudCheck = Schemas['FraudCheck']
export type Rule = Schemas['Rule']
export type RuleConditions = Schemas['RuleConditions']
export type RuleTrial = Schemas['RuleTrialResult']
export type Trace = Schemas['OperationTrace']

/** Snapshots and rebalances are answered within 60 s. */
const TIMEOUT_MS = 65_000

/** /v1 of the gateway that serves this page, as whoever is logged in. */
export const mesh = createClient({ url: location.origin, fetch: sendAsUser, timeoutMs: TIMEOUT_MS })

/** For a request that must count once, however often it is sent. */
export function idempotencyKey(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': crypto.randomUUID() }
}

/** Fetches a file as whoever is logged in, and hands it to the browser to keep. */
export async function download(path: string, name: string): Promise<void> {
  const response = await sendAsUser(new Request(path))
  if (!response.ok) throw new ProblemError((await response.json()) as Problem)
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
