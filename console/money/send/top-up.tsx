import { useState } from 'react'
import type { Wallet } from '../../data/client.ts'
import { type Role, runsMesh } from '../../data/session.ts'
import { Button } from '../../parts/button.tsx'
import { OutsideMoney } from '../outside-money.tsx'

/** Who has nothing to send is told so, and how money comes in. */
export function TopUp({ wallet, role }: { wallet: Wallet; role: Role }) {
  const [isDepositing, setDepositing] = useState(false)
  if (isDepositing) return <OutsideMoney way="deposit" wallet={wallet} onClose={() => setDepositing(false)} />
  if (BigInt(wallet.balance) > 0n) return null
  if (!runsMesh(role)) return <p className="notice">This wallet is empty: somebody has to send money to it first.</p>
  return (
    <div className="notice">
      <p>This wallet is empty. Bring money in first.</p>
      <div>
        <Button size="small" onPress={() => setDepositing(true)}>
          Deposit
        </Button>
      </div>
    </div>
  )
}
