import { Status } from 'nice-grpc'
import { CommandError } from '../../common/command.ts'
import { PartError } from '../../common/grpc/part-client.ts'
import { openLog } from '../../common/log.ts'
import { formatAddress } from '../../common/settings/address.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { createSettlerClient, type SettlerWork } from '../../common/settler-client.ts'
import { openTls } from '../../common/tls/tls.ts'

const SILENCE_MS = 20_000

/**
 * Does the work with the first settler that can. Throws a CommandError of one line when none can, and with what the settler
 * said when it refused.
 */
export async function askSettler<T>(
  { settlement: { settlers }, tls: paths }: Pick<Settings, 'settlement' | 'tls'>,
  work: SettlerWork<T>,
): Promise<T> {
  const tls = openTls({ paths, part: 'admin', log: openLog('walletmesh', 'warn') })
  try {
    return await createSettlerClient({ servers: settlers, tls, silenceMs: SILENCE_MS }).ask(work)
  } catch (error) {
    if (!(error instanceof PartError)) throw error
    if (error.status !== Status.UNAVAILABLE) throw new CommandError(error.message)
    const tried = settlers.map(formatAddress).join(', ')
    throw new CommandError(
      `no settler can do it (${tried}): ${error.message} (start one with \`settler\`, or name it with settlement.settlers)`,
    )
  }
}
