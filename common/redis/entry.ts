/** What Redis keeps of a wallet. */
export interface Entry {
  walletId: number
  /** Micro-units of the wallet's currency. */
  balance: bigint
  /** Of the balance, what holds reserve. */
  held: bigint
  /** The balance does not fall below it; null: no floor. */
  floor: bigint | null
  state: 'open' | 'frozen' | 'closed'
  /** Time of the journal that made the balance, in microseconds since 1970. */
  atUs: bigint
}

export interface StoredEntry extends Entry {
  group: number
  /** `epoch.n` */
  incarnation: string
}

// As the scripts write it and take it apart: time, group, incarnation, and what of the wallet `walletText` says.
const ENTRY = /^(\d+) (\d+) (\d+\.\d+) (-?\d+) (\d+) (-?\d+|none) (open|frozen|closed)$/

/** What is kept of a wallet, as it is stored. */
export function walletText({ balance, held, floor, state }: Entry): string {
  return `${balance} ${held} ${floor ?? 'none'} ${state}`
}

/** Null for what nobody of the mesh wrote. */
export function parseEntry(walletId: number, text: string): StoredEntry | null {
  const found = ENTRY.exec(text)
  if (found === null) return null
  const [, atUs = '', group, incarnation = '', balance = '', held = '', floor = '', state] = found
  return {
    walletId,
    balance: BigInt(balance),
    held: BigInt(held),
    floor: floor === 'none' ? null : BigInt(floor),
    state: state as Entry['state'],
    atUs: BigInt(atUs),
    group: Number(group),
    incarnation,
  }
}
