import { useState } from 'react'
import type { Wallet } from '../../data/client.ts'
import { useRoute } from '../../data/route.ts'
import type { Role } from '../../data/session.ts'
import { useWallets } from '../../data/wallets.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { SendForm, type Sent } from './send-form.tsx'
import { SentList } from './sent-list.tsx'
import { Side, useSide } from './side.tsx'
import { TopUp } from './top-up.tsx'

/** Two wallets beside each other, and money that goes from one to the other. */
export function SendScreen({ role }: { role: Role }) {
  const query = useWallets('', undefined)
  return (
    <Page title="Send money" about="From one wallet to another, and every stage of it as it happens.">
      <Loaded query={query}>
        {({ wallets }) =>
          wallets.length === 0 ? (
            <section className="card" aria-label="No wallets">
              <Empty
                title="There is no wallet to send from"
                actions={
                  <LinkButton to="/wallets" look="main">
                    To the wallets
                  </LinkButton>
                }
              >
                Create one first, or make two example wallets with money in them.
              </Empty>
            </section>
          ) : (
            <Both wallets={wallets} role={role} />
          )
        }
      </Loaded>
    </Page>
  )
}

const SENT_MAX = 11

function Both({ wallets, role }: { wallets: readonly Wallet[]; role: Role }) {
  const { query } = useRoute()
  const [[from, to], choose] = useState(() => chosenAtFirst(query, wallets))
  const [sent, setSent] = useState<readonly Sent[]>([])
  const origin = useSide(from)
  const target = useSide(to)
  const [newest, ...earlier] = sent
  return (
    <>
      <SendForm
        wallets={wallets}
        chosen={[from, to]}
        onChoose={choose}
        origin={origin.data?.wallet ?? undefined}
        target={target.data?.wallet ?? undefined}
        onSent={(one) => setSent([one, ...sent].slice(0, SENT_MAX))}
        newest={newest}
      />
      <div className="pair">
        <Side side="From" walletId={from} query={origin}>
          {origin.data?.wallet ? <TopUp wallet={origin.data.wallet} role={role} /> : null}
        </Side>
        {from === to ? <SecondMissing /> : <Side side="To" walletId={to} query={target} />}
      </div>
      <SentList sent={earlier} />
    </>
  )
}

/** Those of the address, or the first two; where there is one alone, it twice. */
function chosenAtFirst(query: URLSearchParams, wallets: readonly Wallet[]): [from: string, to: string] {
  const from = query.get('from') ?? String(wallets[0]?.id)
  const other = wallets.find(({ id }) => String(id) !== from)
  return [from, query.get('to') ?? String(other?.id ?? from)]
}

function SecondMissing() {
  return (
    <section className="card" aria-label="Second wallet">
      <Empty
        title="Choose another wallet to send to"
        actions={
          <LinkButton to="/wallets" size="small">
            To the wallets
          </LinkButton>
        }
      >
        Money cannot be sent to where it is. If there is no other wallet yet, create one.
      </Empty>
    </section>
  )
}
