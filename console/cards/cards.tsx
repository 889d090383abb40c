import { Page } from '../parts/page.tsx'
import { Payables } from './payables.tsx'
import { Transactions } from './transactions.tsx'

/** What cards paid, and what is due for it. */
export function CardsScreen() {
  return (
    <Page title="Cards" about="What cards paid into wallets, and when it is theirs to spend.">
      <Transactions />
      <Payables />
    </Page>
  )
}
