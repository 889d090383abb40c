import { Page } from '../parts/page.tsx'
import { DeadDeliveries } from './dead-deliveries.tsx'
import { DeadLetters } from './dead-letters.tsx'

/** What was given up and waits for somebody to look at it, one part for each kind of work. */
export function FailedScreen() {
  return (
    <Page
      title="Work that failed"
      about="What was tried often enough and given up. Find out why, then let it be done again."
    >
      <DeadLetters />
      <DeadDeliveries />
    </Page>
  )
}
