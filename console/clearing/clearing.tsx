import { useState } from 'react'
import { dataOf, idempotencyKey, mesh } from '../data/client.ts'
import { useAction, useQuery } from '../data/query.ts'
import { go } from '../data/route.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Failure } from '../parts/failure.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Page } from '../parts/page.tsx'
import { History } from './history.tsx'
import { MakePayment } from './make-payment.tsx'
import { Positions } from './positions.tsx'

const EVERY_MS = 1_500
const PAGE = 1_000

/** What banks owe each other, and how it is settled. */
export function ClearingScreen() {
  const [isPaying, setPaying] = useState(false)
  const banks = useQuery(
    'banks',
    (signal) => dataOf(mesh.GET('/v1/banks', { params: { query: { limit: PAGE } }, signal })),
    { everyMs: EVERY_MS },
  )
  const snapshot = useAction(async () => {
    const { id } = await dataOf(mesh.POST('/v1/settlements', { params: { header: idempotencyKey() } }))
    go(`/clearing/${id}`)
  })
  return (
    <Page
      title="Clearing"
      about="Banks pay each other over the same ledger. A snapshot proves what each is owed, nets it, and is settled once."
      actions={
        <>
          <Button onPress={() => setPaying(true)} isDisabled={banks.data === undefined}>
            Make a payment
          </Button>
          <Button look="main" onPress={() => snapshot.run()} isDisabled={snapshot.isRunning}>
            {snapshot.isRunning ? 'Taking it…' : 'Take a snapshot'}
          </Button>
        </>
      }
    >
      <Failure error={snapshot.error} />
      <Card
        title="Net positions"
        about="To the right: owed to the bank. To the left: owed by it. All together are zero."
      >
        <Loaded query={banks}>{({ banks: found }) => <Positions banks={found} onPay={() => setPaying(true)} />}</Loaded>
      </Card>
      <History />
      {isPaying && banks.data !== undefined ? (
        <MakePayment banks={banks.data.banks} onClose={() => setPaying(false)} />
      ) : null}
    </Page>
  )
}
