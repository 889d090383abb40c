import { CommandError, command, runCommand, settingsOf } from '../common/command.ts'
import { gatewayUrlOf, trustAuthorities } from '../common/gateway-url.ts'

/** The configurations beside this file name wallets 1 to this one. */
const WALLETS = 100
const DEPOSIT_MICROS = 1_000_000_000_000

const program = command(
  'wallets',
  'Makes the wallets that the load needs, as far as the mesh does not have them.',
).action(async (options: { settings?: string }) => {
  const settings = settingsOf(options)
  if (settings.env === 'production') throw new CommandError('load has no place in production (env in the settings)')
  trustAuthorities(settings)
  await makeWallets(gatewayUrlOf(settings), settings.auth.key)
})

await runCommand(program, process.argv)

/**
 * Ids count from 1, and no wallet is ever removed. Throws a CommandError when no gateway answers.
 * @param key API key to show; empty: none
 */
async function makeWallets(url: string, key: string): Promise<void> {
  const known: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` }
  if ((await ask(`${url}/v1/wallets/${WALLETS}`, { headers: known })).ok) return
  const post = async (address: string, body: unknown): Promise<Record<string, unknown>> => {
    const headers = { ...known, 'content-type': 'application/json' }
    const answer = await ask(address, { method: 'POST', headers, body: JSON.stringify(body) })
    const { payload } = (await answer.json()) as { payload: Record<string, unknown> }
    if (payload.error !== undefined) throw new CommandError(`${address}: ${payload.error}`)
    return payload
  }
  await post(`${url}/update_currencies`, { Rates: { USD: 1 } })
  for (let id = 0; id < WALLETS; ) {
    const wallet = await post(`${url}/wallet`, { Name: 'Load', Country: 'None', City: 'None', Currency: 'USD' })
    id = Number(wallet.WalletID)
    await post(`${url}/receive_amount`, { WalletId: id, Amount: DEPOSIT_MICROS, Currency: 'USD' })
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
    throw new CommandError(`no gateway answers at ${new URL(url).host}: make -f Makefile.mk run starts one`)
  }
}
