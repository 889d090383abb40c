import { AccountScreen } from '../access/account.tsx'
import { AuditScreen } from '../access/audit.tsx'
import { KeysScreen } from '../access/keys.tsx'
import { UsersScreen } from '../access/users.tsx'
import { WebhookScreen } from '../access/webhook.tsx'
import { WebhooksScreen } from '../access/webhooks.tsx'
import { CardsScreen } from '../cards/cards.tsx'
import { CardTransactionScreen } from '../cards/transaction.tsx'
import { ClearingScreen } from '../clearing/clearing.tsx'
import { SettlementScreen } from '../clearing/settlement.tsx'
import type { Role } from '../data/session.ts'
import { FailedScreen } from '../failed/failed.tsx'
import { MeshScreen } from '../mesh/mesh.tsx'
import { RatesScreen } from '../money/rates.tsx'
import { SendScreen } from '../money/send/send.tsx'
import { WalletScreen } from '../money/wallet/wallet.tsx'
import { WalletsScreen } from '../money/wallets.tsx'
import { OperationScreen } from '../operations/operation.tsx'
import { OperationsScreen } from '../operations/operations.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { ScreeningScreen } from '../screening/screening.tsx'
import { mayOpen } from './screens.ts'

/** The screen that a path leads to. */
export function ScreenOf({ path, role }: { path: readonly string[]; role: Role }) {
  const [screen = 'wallets', id] = path
  if (!mayOpen(screen, role)) return <NoScreen />
  switch (screen) {
    case 'wallets':
      return id === undefined ? <WalletsScreen role={role} /> : <WalletScreen id={id} role={role} />
    case 'send':
      return <SendScreen role={role} />
    case 'operations':
      return id === undefined ? <OperationsScreen role={role} /> : <OperationScreen id={id} role={role} />
    case 'cards':
      return id === undefined ? <CardsScreen /> : <CardTransactionScreen id={id} />
    case 'rates':
      return <RatesScreen />
    case 'mesh':
      return <MeshScreen />
    case 'clearing':
      return id === undefined ? <ClearingScreen /> : <SettlementScreen id={id} />
    case 'screening':
      return <ScreeningScreen />
    case 'failed':
      return <FailedScreen />
    case 'webhooks':
      return id === undefined ? <WebhooksScreen /> : <WebhookScreen id={id} />
    case 'users':
      return <UsersScreen />
    case 'audit':
      return <AuditScreen />
    case 'account':
      return <AccountScreen />
    case 'keys':
      return <KeysScreen />
    default:
      return <NoScreen />
  }
}

function NoScreen() {
  return (
    <Page title="Not there">
      <div className="card">
        <Empty title="There is no such screen for you" actions={<LinkButton to="/wallets">To the wallets</LinkButton>}>
          The address is not one of this console, or your role has nothing to do with it.
        </Empty>
      </div>
    </Page>
  )
}
