import { net } from '../../netting/netting.ts'
import type { Settlement } from '../settlement.ts'

const DOLLAR = 1_000_000n

/** The settlement that the documentation works through. Between them, three banks paid 230 dollars; 30 move. */
export const EXAMPLE: Settlement = {
  settlementId: '01994b6a-7c00-7d3e-9a51-3f1b2c4d5e6f',
  currency: 'USD',
  takenAt: '2026-01-15T21:00:00Z',
  createdAt: '2026-01-15T21:05:12Z',
  settlementDate: '2026-01-16',
  clearingHouse: { name: 'Clearing House', bic: null },
  netting: net(
    [
      bank({ bankId: 1, name: 'JP Morgan Chase', bic: 'CHASUS33', paid: 100n, received: 70n }),
      bank({ bankId: 2, name: 'Bank of America', bic: null, paid: 80n, received: 110n }),
      bank({ bankId: 3, name: 'Wells Fargo', bic: null, paid: 50n, received: 50n }),
    ],
    3,
  ),
}

function bank({
  paid,
  received,
  ...identity
}: {
  bankId: number
  name: string
  bic: string | null
  paid: bigint
  received: bigint
}) {
  return { ...identity, position: (received - paid) * DOLLAR, paid: paid * DOLLAR, received: received * DOLLAR }
}
