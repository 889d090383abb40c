import { type FraudCheck, type Operation, ProblemError } from '../data/client.ts'
import { useOperation } from '../data/operation.ts'
import { useQuery } from '../data/query.ts'
import { type Role, runsMesh } from '../data/session.ts'
import { duration } from '../data/time.ts'
import { readTrace } from '../data/trace.ts'
import { readWallet } from '../data/wallets.ts'
import { capitalised, reasonInWords } from '../data/words.ts'
import { StageList } from '../money/stages.tsx'
import { Amount } from '../parts/amount.tsx'
import { StatusBadge } from '../parts/badge.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Facts } from '../parts/facts.tsx'
import { Failure } from '../parts/failure.tsx'
import { Page } from '../parts/page.tsx'
import { Time } from '../parts/time.tsx'
import { OwnPostings } from './own-postings.tsx'
import { TakeBack } from './take-back.tsx'
import { Trace } from './trace.tsx'
import { WalletLink } from './wallet-link.tsx'

/** The whole story of one operation, as far as the gateway tells it. */
export function OperationScreen({ id, role }: { id: string; role: Role }) {
  const { operation, error } = useOperation(id)
  return (
    <Page
      title={operation === undefined ? 'Operation' : capitalised(operation.kind)}
      about={<code>{id}</code>}
      actions={
        <>
          {operation !== undefined && runsMesh(role) ? <TakeBack operation={operation} /> : null}
          <LinkButton to="/operations">All operations</LinkButton>
        </>
      }
    >
      {operation === undefined ? <Missing error={error} /> : <Story operation={operation} role={role} />}
    </Page>
  )
}

function Missing({ error }: { error: unknown }) {
  if (error === undefined) return <p role="status">Loading…</p>
  if (!(error instanceof ProblemError) || error.code !== 'not_found') return <Failure error={error} />
  return (
    <div className="card">
      <Empty title="There is no such operation">
        It was never queued here, or it touches no wallet of yours. Look at the id again.
      </Empty>
    </div>
  )
}

/** What follows its end, such as deliveries, comes in such steps. */
const TRACED_EVERY_MS = 2_000

interface StoryProps {
  operation: Operation
}

function Story({ operation, role }: StoryProps & { role: Role }) {
  return runsMesh(role) ? <WholeStory operation={operation} /> : <OwnStory operation={operation} />
}

function WholeStory({ operation }: StoryProps) {
  const { id, status } = operation
  const trace = useQuery(`trace ${id} ${status}`, (signal) => readTrace(id, signal), { everyMs: TRACED_EVERY_MS })
  return (
    <>
      <Beginning operation={operation} check={trace.data?.fraud_check ?? null} />
      <Trace query={trace} />
    </>
  )
}

function OwnStory({ operation }: StoryProps) {
  return (
    <>
      <Beginning operation={operation} check={null} />
      {operation.status === 'success' || operation.debit !== null ? <OwnPostings operation={operation} /> : null}
    </>
  )
}

function Beginning({ operation, check }: StoryProps & { check: FraudCheck | null }) {
  const { status, origin_wallet_id, target_wallet_id } = operation
  const wallets = useQuery(`wallets of ${origin_wallet_id} ${target_wallet_id}`, async (signal) => {
    const read = (id: number | null) =>
      id === null ? undefined : readWallet(String(id), signal).catch(() => undefined)
    const [origin, target] = await Promise.all([read(origin_wallet_id), read(target_wallet_id)])
    return { origin, target }
  })
  return (
    <div className="pair">
      <Card title="What became of it" actions={<StatusBadge status={status} />}>
        <StageList operation={operation} check={check} origin={wallets.data?.origin} target={wallets.data?.target} />
        {operation.reason === null ? null : (
          <p className="notice" data-tone={status === 'decline' ? 'bad' : 'warn'}>
            <span>{reasonInWords(operation.reason)}</span>
            <span className="small">
              Reason <code>{operation.reason}</code>
            </span>
          </p>
        )}
      </Card>
      <Card title="What was asked for">
        <Facts facts={factsOf(operation)} />
      </Card>
    </div>
  )
}

function factsOf(operation: Operation): [string, React.ReactNode][] {
  const { amount, currency, accepted_at, applied_at, related_id, kind, message, hold } = operation
  const took = applied_at === null ? null : new Date(applied_at).getTime() - new Date(accepted_at).getTime()
  return [
    ['Amount', <Amount key="amount" micros={amount} currency={currency} />],
    ['From', <WalletLink key="from" id={operation.origin_wallet_id} />],
    ['To', <WalletLink key="to" id={operation.target_wallet_id} />],
    ['Accepted', <Time key="accepted" at={accepted_at} isLong />],
    ['Applied', applied_at === null ? '–' : <Time key="applied" at={applied_at} isLong />],
    ['Took', took === null ? '–' : duration(took)],
    ...(CARD_KINDS.has(kind) ? [cardFact(related_id ?? operation.id)] : []),
    ...(message === null ? [] : [['Message', message] as [string, React.ReactNode]]),
    ...(related_id === null ? [] : [relatedFact(kind, related_id)]),
    ...(hold === null ? [] : holdFacts(hold)),
  ]
}

/** The id of a charge is that of its card transaction. */
const CARD_KINDS: ReadonlySet<Operation['kind']> = new Set(['charge', 'payout', 'card_refund'])

function cardFact(id: string): [string, React.ReactNode] {
  return [
    'By card',
    <a key="card" href={`#/cards/${id}`}>
      Card transaction
    </a>,
  ]
}

function relatedFact(kind: Operation['kind'], id: string): [string, React.ReactNode] {
  const names: Partial<Record<typeof kind, string>> = {
    settlement: 'Settles',
    reversal: 'Takes back',
    payout: 'Pays out',
    card_refund: 'Refunds',
  }
  const name = names[kind] ?? 'Of the hold'
  return [
    name,
    <a key="related" href={`#/${kind === 'settlement' ? 'clearing' : 'operations'}/${id}`}>
      <code>{id}</code>
    </a>,
  ]
}

function holdFacts({ state, captured, expires_at }: NonNullable<Operation['hold']>): [string, React.ReactNode][] {
  return [
    ['The hold is', state],
    ['Captured', <Amount key="captured" micros={captured} />],
    // Of a charge, its payout ends it.
    ['Expires', expires_at === null ? 'when it is paid out' : <Time key="expires" at={expires_at} isLong />],
  ]
}
