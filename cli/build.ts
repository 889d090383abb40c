import { fileURLToPath } from 'node:url'
import { buildConsole } from '../console/build/build-console.ts'
import { writeLaunchers } from './launchers.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
for (const path of writeLaunchers(root)) process.stdout.write(`${path}\n`)
await buildConsole(root, () => process.stderr.write('building the console\n'))
process.stdout.write('console/dist\n')
