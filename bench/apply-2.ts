import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { type ScaleMesh, startScaleMesh } from './scale-mesh.ts'

const WALLETS = 100_000
const TRANSFERS = 150_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

/**
 * Transfers per second that two op-processors apply from full queues of two groups, half of the transfers going from one
 * group to the other, against one op-processor with all wallets in one group. Real processes with real leases on both sides,
 * in turn.
 */
export async function applyTwoBench(): Promise<BenchRow> {
  const meshes: ScaleMesh[] = []
  try {
    const [one, two] = [await meshOf(1, meshes), await meshOf(2, meshes)]
    const transfers = { count: TRANSFERS, wallets: WALLETS }
    const { rounds, ...figures } = ofRounds(
      await inTurn(
        ROUNDS,
        () => two.appliedPerSecond(transfers),
        () => one.appliedPerSecond(transfers),
      ),
    )
    return {
      name: 'apply-2',
      unit: 'transfers/s by two processors',
      ...figures,
      baseline_unit: 'transfers/s by one',
      first_mark: '1.1× on 2 cores',
      goal: 'limited by cores only',
      details: { wallets: WALLETS, transfers: TRANSFERS, batch_size: BATCH_SIZE, rounds },
    }
  } finally {
    for (const mesh of meshes) await mesh.stop()
  }
}

/** As many op-processors as groups. The one whose turn it is not does nothing but renew its leases. */
async function meshOf(groups: number, meshes: ScaleMesh[]): Promise<ScaleMesh> {
  const mesh = await startScaleMesh({ groups, wallets: WALLETS, batchSize: BATCH_SIZE })
  meshes.push(mesh)
  await mesh.start(groups)
  return mesh
}
