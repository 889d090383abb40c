import { SAMPLE_RATES } from '../data/exchange.ts'
import { rates } from '../data/live.ts'
import { createSubmitter } from '../data/operation.ts'
import { useAction } from '../data/query.ts'
import { addSampleRates } from '../data/rates.ts'
import { go } from '../data/route.ts'
import { type Role, runsMesh } from '../data/session.ts'
import { createWallet } from '../data/wallets.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'

/** What an empty mesh shows: the shortest way to see money move. */
export function FirstSteps({ role, onCreate }: { role: Role; onCreate: () => void }) {
  const examples = useAction(makeExamples)
  if (!runsMesh(role)) {
    return (
      <Empty title="You have no wallet yet" actions={<CreateButton onPress={onCreate} look="main" />}>
        Create one, and somebody can send money to it.
      </Empty>
    )
  }
  return (
    <>
      <Empty
        title="No wallets yet"
        actions={
          <>
            <Button look="main" onPress={() => examples.run()} isDisabled={examples.isRunning}>
              {examples.isRunning ? 'Making them…' : 'Make two example wallets'}
            </Button>
            <CreateButton onPress={onCreate} />
          </>
        }
      >
        See it work: two wallets in different currencies, 200 USD in the first one, and a form that sends money from one
        to the other.
      </Empty>
      <Failure error={examples.error} />
    </>
  )
}

function CreateButton({ onPress, look }: { onPress: () => void; look?: 'main' }) {
  return (
    <Button onPress={onPress} {...(look === undefined ? {} : { look })}>
      Create a wallet
    </Button>
  )
}

async function makeExamples(): Promise<void> {
  const known = rates.get() ?? {}
  // Rates that somebody set are left alone.
  if (Object.keys(SAMPLE_RATES).every((code) => known[code] === undefined)) await addSampleRates()
  const { EUR: euro = known.EUR, THB: baht = known.THB } = { ...SAMPLE_RATES, ...known }
  const savings = { name: 'Savings', country: 'Germany', city: 'Berlin', currency: euro === undefined ? 'USD' : 'EUR' }
  const travel = { name: 'Travel', country: 'Thailand', city: 'Bangkok', currency: baht === undefined ? 'USD' : 'THB' }
  const from = await createWallet(savings)
  const to = await createWallet(travel)
  await createSubmitter()({ kind: 'deposit', target_wallet_id: from.id, amount: '200000000', currency: 'USD' })
  go(`/send?from=${from.id}&to=${to.id}`)
}
