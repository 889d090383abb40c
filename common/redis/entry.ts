/** What Redis keeps of a wallet. */
export interface Entry {
  walletId: number
  /** Micro-units of the wallet's currency. */
  balance: bigint
  state: 'open' | 'frozen' | 'closed'
  /** Time of the journal that made the balance, in microseconds since 1970. */
  atUs: bigint
}

export interface StoredEntry extends Entry {
  group: number
  /** `epoch.n` */
  incarnation: string
}

// As the scripts write it and take it apart: time, group, incarnation, balance, state.
const ENTRY = /^(\d+) (\d+) (\d+\.\d+) (-?\d+) (open|frozen|closed)$/

/** Null for what nobody of the mesh wrote. */
export function parseEntry(walletId: number, text: string): StoredEntry | null {
  const [, atUs, group, incarnation, balance, state] = ENTRY.exec(text) ?? []
  if (atUs === undefined || group === undefined || incarnation === undefined || balance === undefined) return null
  return {
    walletId,
    balance: BigInt(balance),
    state: state as Entry['state'],
    atUs: BigInt(atUs),
    group: Number(group),
    incarnation,
  }
}
