import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generated } from './generated.ts'

test('what is made from the code is as the code is now', async () => {
  for (const { path, text } of await generated()) {
    expect(readFileSync(path, 'utf8'), `${path} is old: npm run generate`).toBe(text)
  }
})
