import type { SnapshotLine } from '../store/snapshot-store.ts'

/**
 * Reads rows of wallet, bank, account and balance as `copy … to stdout` prints them, in parts of `sizeMax`. Holds one part and
 * what one chunk of the stream brought. Names of accounts need no escapes.
 */
export async function* copiedLines(stream: AsyncIterable<Buffer>, sizeMax: number): AsyncGenerator<SnapshotLine[]> {
  const decoder = new TextDecoder()
  let rest = ''
  let part: SnapshotLine[] = []
  for await (const chunk of stream) {
    const rows = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = rows.pop() ?? ''
    for (const row of rows) {
      part.push(lineOf(row))
      if (part.length < sizeMax) continue
      yield part
      part = []
    }
  }
  if (part.length > 0) yield part
}

function lineOf(row: string): SnapshotLine {
  const [walletId = '', bankId = '', account = '', balance = ''] = row.split('\t')
  return { walletId: BigInt(walletId), bankId: Number(bankId), account, balance: BigInt(balance) }
}
