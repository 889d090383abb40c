import { writeFileSync } from 'node:fs'
import { generated } from './generated.ts'

// Writes what is made from the code and kept beside it.
for (const { path, text } of await generated()) {
  writeFileSync(path, text)
  console.log(path)
}
