import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire'
import type { Status } from 'nice-grpc'

/** The trailer in which gRPC carries google.rpc.Status. */
export const DETAILS_TRAILER = 'grpc-status-details-bin'

const DOMAIN = 'walletmesh'

/** What callers are told of an error. */
export interface ErrorDetails {
  /** Stable and machine-readable. */
  code: string
  message: string
  /** When the same request may work, in seconds; absent where it may not. */
  retryAfterSec?: number
}

/**
 * What the trailer holds for an error: google.rpc.Status with an ErrorInfo, whose reason is the error's stable code, and a
 * RetryInfo where the same request may work later. Field numbers as in google/rpc/status.proto and error_details.proto.
 */
export function errorDetails({ code, message, retryAfterSec }: ErrorDetails, status: Status): Uint8Array {
  const errorInfo = new BinaryWriter().uint32(field(1)).string(code).uint32(field(2)).string(DOMAIN)
  const details = [packed('google.rpc.ErrorInfo', errorInfo)]
  if (retryAfterSec !== undefined) {
    const delay = new BinaryWriter().uint32(field(1, VARINT)).int64(retryAfterSec)
    details.push(packed('google.rpc.RetryInfo', new BinaryWriter().uint32(field(1)).bytes(delay.finish())))
  }
  const all = new BinaryWriter().uint32(field(1, VARINT)).int32(status).uint32(field(2)).string(message)
  for (const detail of details) all.uint32(field(3)).bytes(detail)
  return all.finish()
}

/** google.protobuf.Any */
function packed(type: string, message: BinaryWriter): Uint8Array {
  const url = `type.googleapis.com/${type}`
  return new BinaryWriter().uint32(field(1)).string(url).uint32(field(2)).bytes(message.finish()).finish()
}

const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo'

/** The stable code of an error, from the trailer that `errorDetails` made; undefined when there is none. */
export function errorReason(trailer: Uint8Array | undefined): string | undefined {
  for (const detail of fieldsOf(trailer, 3)) {
    const [url] = fieldsOf(detail, 1)
    const [value] = fieldsOf(detail, 2)
    if (textOf(url) !== ERROR_INFO) continue
    const [reason] = fieldsOf(value, 1)
    return textOf(reason)
  }
  return undefined
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** The texts and messages that a field of a message holds. */
function fieldsOf(message: Uint8Array | undefined, number: number): Uint8Array[] {
  const found: Uint8Array[] = []
  const reader = new BinaryReader(message ?? new Uint8Array())
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag()
    if (field === number && wireType === LENGTH_DELIMITED) found.push(reader.bytes())
    else reader.skip(wireType)
  }
  return found
}

const VARINT = 0
const LENGTH_DELIMITED = 2

function field(number: number, wireType = LENGTH_DELIMITED): number {
  return (number << 3) | wireType
}
