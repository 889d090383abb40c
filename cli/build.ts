import { fileURLToPath } from 'node:url'
import { writeLaunchers } from './launchers.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
for (const path of writeLaunchers(root)) process.stdout.write(`${path}\n`)
