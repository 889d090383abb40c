import type { HoldRequest, HoldRequest_Hello, Lease as LeaseMessage } from '../../proto/gen/walletmesh/v1/lease.ts'
import { Refused } from '../errors.ts'
import type { Lease, Processor } from './lease-store.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const GROUP_MAX = 65_535
const EPOCH_MAX = 2n ** 63n - 1n
const TEXT_LENGTH_MAX = 200

/** The hello that opens a stream. Throws Refused when it is something else. */
export function helloOf(first: HoldRequest | undefined): HoldRequest_Hello {
  if (first?.request?.$case !== 'hello') throw new Refused('invalid', 'the first request on a stream is hello')
  return first.request.value
}

/** The processor that says hello. Throws Refused when a field is malformed. */
export function processorOf({ processorId, name, number, metricsAddress }: HoldRequest_Hello): Processor {
  const id = processorId.toLowerCase()
  if (!UUID.test(id)) throw new Refused('invalid', 'processor_id must be a UUID')
  if (!isPlain(name) || name === '')
    throw new Refused('invalid', `name must be 1 to ${TEXT_LENGTH_MAX} plain characters`)
  if (!isPlain(metricsAddress)) throw new Refused('invalid', 'metrics_address must be host:port')
  if (number !== undefined) assertGroup(number, 'number')
  return { id, name, number, metricsAddress }
}

/** Throws Refused when one is malformed. */
export function leasesOf(messages: readonly LeaseMessage[]): Lease[] {
  for (const { group, epoch } of messages) {
    assertGroup(group, 'group')
    if (epoch > EPOCH_MAX) throw new Refused('invalid', 'epoch is out of range')
  }
  return [...messages]
}

/** Throws Refused when one is malformed. */
export function groupsOf(groups: readonly number[]): readonly number[] {
  for (const group of groups) assertGroup(group, 'group')
  return groups
}

function assertGroup(group: number, field: string): void {
  if (group < 1 || group > GROUP_MAX) throw new Refused('invalid', `${field} must be from 1 to ${GROUP_MAX}`)
}

/** Postgres keeps no zero byte in a text, and terminals obey the other control characters. */
function isPlain(text: string): boolean {
  return text.length <= TEXT_LENGTH_MAX && !/\p{Cc}/u.test(text)
}
