import type { Command } from 'commander'
import { CommandError, command, settingsOf, wholeNumber } from '../../common/command.ts'
import { gatewayUrlOf, trustAuthorities } from '../../common/gateway-url.ts'
import { formatAmount, formatTable } from '../table.ts'
import { PASSWORD, RULE } from './demo.ts'
import { gatewayClient } from './gateway-client.ts'
import { type Seeded, seed } from './seed.ts'

const PORT_MAX = 65_535

export function seedCommand(): Command {
  return command('seed', 'Fills an empty mesh with demo data, through its gateway.')
    .option('--port <port>', 'port of the gateway (default: as in the settings)', wholeNumber(1, PORT_MAX))
    .action(run)
}

async function run(_options: unknown, self: Command): Promise<void> {
  const options = self.optsWithGlobals<{ settings?: string; port?: number }>()
  const settings = settingsOf(options)
  const { env, ip, tls, auth } = settings
  if (env === 'production') throw new CommandError('demo data has no place in production (env in the settings)')
  trustAuthorities(settings)
  const url = gatewayUrlOf({ ip: { host: ip.host, port: options.port ?? ip.port }, tls })
  process.stdout.write(describe(await seed(gatewayClient(url, auth.key))))
}

function describe({ users, wallets, rates, deposits, transfers, cardPayments }: Seeded): string {
  const table = formatTable(
    [
      { title: 'wallet', align: 'right' },
      { title: 'name' },
      { title: 'city' },
      { title: 'country' },
      { title: 'balance', align: 'right' },
      { title: 'currency' },
      { title: 'group', align: 'right' },
    ],
    wallets.map(({ id, name, city, country, balance, currency, group }) => [
      String(id),
      name,
      city,
      country,
      formatAmount(BigInt(balance)),
      currency,
      String(group),
    ]),
  )
  const made = `${rates} rates, ${wallets.length} wallets, ${deposits} deposits, ${transfers} transfers and ${cardPayments} card payments, all applied`
  const who = users.map(({ email, role }) => `${email} (${role})`).join(', ')
  const rule = `transfers of ${RULE.name} are rejected as fraud, with a score of ${RULE.score}`
  return `${table.join('\n')}\n\n${made}\n${rule}\nlog in as ${who} with the password: ${PASSWORD}\n`
}
