/** What routes are grouped by in the document, in its order. */
export const TAGS = {
  wallets: 'Balances and statements.',
  operations:
    'Deposits and transfers. An operation is answered when it is durably queued, and applied some milliseconds later.',
  currencies: 'Rates in USD, and what they were.',
  banks: 'Banks that clear with each other, and their clearing accounts.',
  payments: 'Payments between clearing accounts, and their reversal.',
  settlements: 'Snapshots of what banks are owed, and their settlement.',
  'card transactions': 'What cards paid to merchants, and what was given back.',
  payables: 'What is due to merchants for what cards paid.',
  groups: 'Wallet groups, the op-processors that hold them, and what balances them.',
  events: 'What happens, as it happens.',
  webhooks: 'Where to tell of what happens, and what was told.',
  fraud: 'Rules of screening, and transfers that wait for a verdict or had one.',
  'dead letters': 'Steps that could not be applied, and jobs that could not be done.',
  users: 'Who owns wallets or runs the mesh.',
  tokens: 'Log-ins, and what comes of them.',
  keys: 'API keys: what programs show instead of logging in.',
  audit: 'The record of who changed what.',
} as const

export type Tag = keyof typeof TAGS
