import { type Client, ClientError, createClient, Status } from 'nice-grpc'
import { CommandError } from '../../common/command.ts'
import { openChannel } from '../../common/grpc/channel.ts'
import { openLog } from '../../common/log.ts'
import { formatAddress } from '../../common/settings/address.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { openTls } from '../../common/tls/tls.ts'
import { SettlementServiceDefinition } from '../../proto/gen/walletmesh/v1/settlement.ts'

export type SettlerClient = Client<typeof SettlementServiceDefinition>

const SILENCE_MS = 20_000

/**
 * Does the work with the first settler that answers; every call of the service may be made again without harm. Throws a
 * CommandError of one line when none answers, and with what the settler said when it refused.
 */
export async function withSettler<T>(
  { settlement, tls: paths }: Pick<Settings, 'settlement' | 'tls'>,
  work: (client: SettlerClient) => Promise<T>,
): Promise<T> {
  const { settlers } = settlement
  const tls = openTls({ paths, part: 'admin', log: openLog('walletmesh', 'warn') })
  let reason = ''
  for (const settler of settlers) {
    const channel = openChannel(settler, SILENCE_MS, tls, 'settler')
    try {
      return await work(createClient(SettlementServiceDefinition, channel))
    } catch (error) {
      if (!(error instanceof ClientError)) throw error
      if (error.code !== Status.UNAVAILABLE) throw new CommandError(error.details)
      reason = error.details
    } finally {
      channel.close()
    }
  }
  const tried = settlers.map(formatAddress).join(', ')
  throw new CommandError(
    `no settler can do it (${tried}): ${reason} (start one with \`settler\`, or name it with settlement.settlers)`,
  )
}
