import { type Channel, ChannelCredentials, createChannel } from 'nice-grpc'
import { type Address, formatAddress } from '../settings/address.ts'
import type { Part } from '../tls/parts.ts'
import type { Tls } from '../tls/tls.ts'
import { mutualChannelCredentials } from './mutual-tls.ts'

/** A page of 100 snapshots over 1,024 groups has 7 MB; each bank adds to that. The library takes 4 MB. */
const MESSAGE_BYTES_MAX = 64 * 1_048_576

/**
 * A connection to one server. It is opened by the first call, and a call that cannot connect fails with UNAVAILABLE at
 * once; a server that has gone silent is noticed within `silenceMs`, and the calls in flight fail then.
 *
 * With TLS it shows this process' certificate, and the server's has to be one for `server`.
 *
 * The caller closes it. It shares nothing with other channels to the same address, so that a new one does not wait out
 * the old one's pause between attempts to connect.
 */
export function openChannel(
  address: Address,
  silenceMs: number,
  tls: Tls | undefined,
  server: Part = 'gateway',
): Channel {
  const credentials =
    tls === undefined ? ChannelCredentials.createInsecure() : mutualChannelCredentials(tls, server, address)
  return createChannel(formatAddress(address), credentials, {
    'grpc.keepalive_time_ms': Math.ceil(silenceMs / 2),
    'grpc.keepalive_timeout_ms': Math.floor(silenceMs / 2),
    'grpc.keepalive_permit_without_calls': 1,
    'grpc.min_reconnect_backoff_ms': silenceMs,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
  })
}
