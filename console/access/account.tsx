import { logOut, session } from '../data/session.ts'
import { useStore } from '../data/store.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Facts } from '../parts/facts.tsx'
import { Page } from '../parts/page.tsx'
import { Time } from '../parts/time.tsx'
import { ChangePassword } from './change-password.tsx'

/** Who is logged in. */
export function AccountScreen() {
  const present = useStore(session)
  const user = present.state === 'in' ? present.user : null
  return (
    <Page title="Account">
      {user === null ? (
        <div className="card">
          <Empty title="You are nobody in particular">
            Nobody has to log in here, or you showed an API key that has no owner.
          </Empty>
        </div>
      ) : (
        <div className="pair">
          <Card title={user.name} actions={<Button onPress={() => logOut(true)}>Log out everywhere</Button>}>
            <Facts
              facts={[
                ['Email', user.email],
                ['Role', user.role],
                ['Since', <Time key="since" at={user.created_at} isLong />],
              ]}
            />
          </Card>
          <ChangePassword userId={user.id} />
        </div>
      )}
    </Page>
  )
}
