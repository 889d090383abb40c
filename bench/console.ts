import type { CDPSession, Page } from 'playwright-core'
import { openPool } from '../common/database/pool.ts'
import { openConsole, prepareConsole } from '../console/test/browser.ts'
import { makeWallets } from './full-queue.ts'
import { offer } from './offer.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { quantile, rounded } from './statistics.ts'
import { drained } from './until.ts'

const OFFERED_PER_SECOND = 1_000
const WARM_UP_SECONDS = 10
/** So long is one sample. */
const SAMPLE_SECONDS = 10
const SAMPLES = 6
const WALLETS = 1_000
const CONNECTIONS = 64

interface Sample {
  /** From one frame to the next, in ms. */
  frames: number[]
  /** Of the page, after what nobody uses was collected. */
  heapMb: number
  domNodes: number
  /** Operations a second that the page says to have heard of. */
  heardPerSecond: number
}

/**
 * The console's feed of operations for a minute, while 1,000 transfers a second end: from frame to frame, memory and elements
 * of the page in the last ten seconds against the first ten. Headless Chromium draws without a graphics card, on the cores of the mesh.
 */
export async function consoleBench(): Promise<BenchRow> {
  await prepareConsole()
  const server = await startBenchServer()
  const parts = await prepareParts(server)
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  try {
    await makeWallets(pool, WALLETS)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    parts.spawn('op-processor/main.ts')
    await drained(pool)
    const browser = await openConsole(`${parts.url}/#/operations`)
    try {
      const samples = await underLoad(parts.url, browser.page)
      return rowOf(samples)
    } finally {
      await browser.close()
    }
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

async function underLoad(url: string, page: Page): Promise<Sample[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.getByText('Live', { exact: true }).first().waitFor()
  const seconds = WARM_UP_SECONDS + (SAMPLE_SECONDS + 1) * SAMPLES
  const load = offer({ url, perSecond: OFFERED_PER_SECOND, seconds, connections: CONNECTIONS, pair: pairOf })
  await page.getByRole('row').nth(2).waitFor()
  await page.waitForTimeout(WARM_UP_SECONDS * 1_000)
  const samples: Sample[] = []
  for (let i = 0; i < SAMPLES; i += 1) samples.push(await sample(page, session))
  const { overloaded, dropped } = await load
  if (overloaded + dropped > 0) throw new Error('the gateway did not take all that was offered')
  return samples
}

const COUNT_FRAMES = `new Promise((resolve) => {
  const frames = []
  let before = performance.now()
  const end = before + ${SAMPLE_SECONDS * 1_000}
  const next = (now) => {
    frames.push(now - before)
    before = now
    if (now < end) requestAnimationFrame(next)
    else resolve(frames.slice(1))
  }
  requestAnimationFrame(next)
})`

async function sample(page: Page, session: CDPSession): Promise<Sample> {
  const frames = await page.evaluate<number[]>(COUNT_FRAMES)
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN
  const said = await page.getByText(/^[\d,]+\/s$/).textContent()
  const heardPerSecond = Number(said?.replace(/\D/g, ''))
  return { frames, heapMb: metric('JSHeapUsedSize') / 2 ** 20, domNodes: metric('Nodes'), heardPerSecond }
}

function rowOf(samples: readonly Sample[]): BenchRow {
  const p99 = samples.map(({ frames }) => rounded(quantile(frames, 0.99)))
  const [first = Number.NaN, last = Number.NaN] = [p99[0], p99.at(-1)]
  return {
    name: 'console',
    measured: last,
    unit: 'ms from frame to frame (p99) in the last 10 s',
    baseline: first,
    baseline_unit: 'ms in the first 10 s',
    ratio: rounded(first / last),
    first_mark: 'frames and memory flat for 60 s at 1,000 operations/s',
    goal: 'p99 50 ms',
    details: {
      offered_per_s: OFFERED_PER_SECOND,
      by_10_s: samples.map(({ frames, heapMb, domNodes, heardPerSecond }, i) => ({
        from_s: i * SAMPLE_SECONDS,
        heard_per_s: heardPerSecond,
        frames: frames.length,
        p50_ms: rounded(quantile(frames, 0.5)),
        p99_ms: p99[i],
        max_ms: rounded(Math.max(...frames)),
        heap_mb: rounded(heapMb),
        dom_nodes: domNodes,
      })),
    },
  }
}

function pairOf(i: number): { origin: number; target: number } {
  const origin = 1 + ((i * 7919) % WALLETS)
  return { origin, target: 1 + ((origin + 1 + (i % (WALLETS - 2))) % WALLETS) }
}
