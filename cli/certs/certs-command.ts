import { dirname, join, relative, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { stringify } from 'yaml'
import { CommandError, command, settingsOf } from '../../common/command.ts'
import { parseAddress } from '../../common/settings/address.ts'

interface CertsOptions {
  out: string
  host: string[]
  settings?: string
}

export function certsCommand(): Command {
  return command('certs', 'Makes a certificate authority and a certificate for each part, for development.')
    .requiredOption('--out <folder>', 'where to put the files; none of them may be there')
    .option('--host <names...>', 'host names and IP addresses of servers beside the loopback', hosts, [])
    .action((_options: unknown, self: Command) => run(self.optsWithGlobals<CertsOptions>()))
}

async function run({ out, host, settings: file }: CertsOptions): Promise<void> {
  // Only here, as nothing else issues certificates.
  const { makeCertificates } = await import('./certs.ts')
  const { source } = settingsOf(file === undefined ? {} : { settings: file })
  const written = await makeCertificates({ folder: out, hosts: host, now: new Date() }).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error
      ? new CommandError(`cannot write to ${out}: ${error.message}`)
      : error
  })
  const settingsFile = source === 'defaults' ? resolve('settings.yml') : source
  const folder = relative(dirname(settingsFile), resolve(out))
  const tls = { cert: join(folder, '{part}.crt'), key: join(folder, '{part}.key'), ca: join(folder, 'ca.crt') }
  process.stdout.write(`${written.join('\n')}\n\nin ${settingsFile}:\n\n${stringify({ tls })}`)
  process.stdout.write(
    `\nca.key makes more certificates that the mesh believes: no process needs it, so keep it apart.\n`,
  )
}

function hosts(name: string, before: string[]): string[] {
  const isHost = parseAddress(`${name}:1`) !== undefined || parseAddress(`[${name}]:1`) !== undefined
  if (!isHost) throw new InvalidArgumentError('write a host name or an IP address, such as gateway-1.example.')
  return [...before, name]
}
