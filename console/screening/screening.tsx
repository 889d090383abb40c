import { Page } from '../parts/page.tsx'
import { Checks } from './checks.tsx'
import { Rules } from './rules.tsx'

/** Transfers that are looked at for fraud, and what they are looked at for. */
export function ScreeningScreen() {
  return (
    <Page
      title="Screening"
      about="A transfer that a rule may fit waits between its debit and its credit: the receiver gets the money, or the sender gets it back."
    >
      <Checks />
      <Rules />
    </Page>
  )
}
