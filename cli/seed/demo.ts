/** The data that `walletmesh seed` makes: fixed, so that two demos are alike. */

/** USD per unit. */
export const RATES = {
  USD: 1,
  EUR: 1.093809,
  GBP: 1.271304,
  CHF: 1.128402,
  JPY: 0.006732,
  BRL: 0.183715,
  INR: 0.011847,
  RUB: 0.009803,
  THB: 0.029758,
} as const

export type Currency = keyof typeof RATES

export interface DemoWallet {
  name: string
  country: string
  city: string
  currency: Currency
  /** What it receives first, in whole units of this currency. */
  deposit: { units: number; currency: Currency }
}

const wallet = (
  name: string,
  country: string,
  city: string,
  currency: Currency,
  units: number,
  depositCurrency: Currency = currency,
): DemoWallet => ({ name, country, city, currency, deposit: { units, currency: depositCurrency } })

/** Each wallet could pay for all its transfers at once. */
export const WALLETS: readonly DemoWallet[] = [
  wallet('Orange Grove', 'Spain', 'Valencia', 'EUR', 2_400),
  wallet('Rain City Bikes', 'United States', 'Portland', 'USD', 3_100),
  wallet('Night Market', 'Thailand', 'Chiang Mai', 'THB', 84_000),
  wallet('Kazan Tea House', 'Russia', 'Kazan', 'RUB', 260_000),
  wallet('Harbour Bakery', 'Germany', 'Bremen', 'EUR', 1_850),
  wallet('Silk Workshop', 'France', 'Lyon', 'EUR', 2_000, 'USD'),
  wallet('Canal Records', 'United Kingdom', 'Leeds', 'GBP', 1_500),
  wallet('Snow Lantern Inn', 'Japan', 'Sapporo', 'JPY', 320_000),
  wallet('Reef Surf School', 'Brazil', 'Recife', 'BRL', 9_500),
  wallet('Clock Repair', 'Switzerland', 'Bern', 'CHF', 2_700),
  wallet('Sandalwood Soaps', 'India', 'Mysuru', 'INR', 190_000),
  wallet('Quay Fiddles', 'Ireland', 'Cork', 'EUR', 1_600),
  wallet('Taiga Books', 'Russia', 'Tomsk', 'RUB', 150_000),
  wallet('Rubber Tree Farm', 'Thailand', 'Hat Yai', 'THB', 1_200, 'USD'),
  wallet('Motor City Tools', 'United States', 'Detroit', 'USD', 2_250),
  wallet('Archipelago Ferries', 'Finland', 'Turku', 'EUR', 1_975),
  wallet('Bay Coffee', 'United Kingdom', 'Cardiff', 'GBP', 1_120),
  wallet('Bora Wind Sails', 'Italy', 'Trieste', 'EUR', 2_050, 'CHF'),
  wallet('Corner Books', 'United States', 'Boston', 'USD', 5_000),
  wallet('Riverside Cafe', 'Germany', 'Dresden', 'EUR', 4_000),
]

/** Rejects what is exactly 60 minor units, so that a demo shows what becomes of it. No demo transfer is. */
export const RULE = {
  name: 'exactly 60 minor units',
  verdict: 'reject',
  score: 87,
  amount_exactly: '600000',
} as const

export interface DemoUser {
  email: string
  name: string
  role: 'merchant' | 'user'
  /** Places in WALLETS of what they own. */
  wallets: readonly number[]
}

/** The same for all: demo users are for a mesh that nothing depends on. */
export const PASSWORD = 'demo password'

/** There is no admin among them: the first one closes the mesh, which is for its owner to do. */
export const USERS: readonly DemoUser[] = [
  { email: 'ines@example.org', name: 'Inés Ferrer', role: 'user', wallets: [0, 5] },
  { email: 'noah@example.org', name: 'Noah Whitman', role: 'user', wallets: [1, 14] },
  { email: 'books@example.org', name: 'Corner Books', role: 'merchant', wallets: [18] },
  { email: 'cafe@example.org', name: 'Riverside Cafe', role: 'merchant', wallets: [19] },
]

export interface DemoTransfer {
  /** Places in WALLETS. */
  origin: number
  target: number
  units: number
  currency: Currency
}

export interface DemoCardPayment {
  /** Place in WALLETS of a merchant's. */
  target: number
  description: string
  units: number
  method: 'credit_card' | 'debit_card'
}

/** Of the simulated acquirer: it charges nobody. */
export const CARD = { number: '4111111111111111', holder: 'Inés Ferrer', expiry: '12/40', verification_code: '123' }

const FRIENDS = 18
const BOOKSHOP = 18
const CAFE = 19

/** Everybody buys a book and a meal, and sends a friend something in the friend's currency. */
export const TRANSFERS: readonly DemoTransfer[] = WALLETS.slice(0, FRIENDS).flatMap((_, origin) => {
  const friend = (origin + 5) % FRIENDS
  const currency = WALLETS[friend]?.currency ?? 'USD'
  return [
    { origin, target: BOOKSHOP, units: 12 + origin, currency: 'USD' },
    { origin, target: CAFE, units: 8 + (origin % 6), currency: 'EUR' },
    { origin, target: friend, units: Math.round((40 + 3 * origin) / RATES[currency]), currency },
  ]
})

/** In the currency of the merchant's wallet. */
export const CARD_PAYMENTS: readonly DemoCardPayment[] = [
  { target: BOOKSHOP, description: 'Three books', units: 48, method: 'credit_card' },
  { target: BOOKSHOP, description: 'An atlas', units: 75, method: 'credit_card' },
  { target: BOOKSHOP, description: 'Postcards', units: 6, method: 'debit_card' },
  { target: CAFE, description: 'Dinner for two', units: 52, method: 'credit_card' },
  { target: CAFE, description: 'Coffee', units: 4, method: 'debit_card' },
]
