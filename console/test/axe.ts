import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found {
  passes: unknown[]
  violations: Violation[]
}

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** What axe finds on the page that keeps people from using it: serious and critical faults, with the elements that have them. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Not as a script of the page: its policy allows none but its own.
  await page.evaluate(AXE)
  const { passes, violations } = await page.evaluate<Found>('axe.run()')
  if (passes.length === 0) throw new Error('axe looked at nothing')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`))
}
