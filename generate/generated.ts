import { typesOf } from '../clients/typescript/generate-types.ts'
import { openApiDocument } from './document.ts'
import { errorsPage } from './errors-page.ts'

/** A file of the repository that is made from the code. */
export interface GeneratedFile {
  /** From the root of the repository. */
  path: string
  text: string
}

export async function generated(): Promise<GeneratedFile[]> {
  return [
    { path: 'docs/errors.md', text: errorsPage() },
    { path: 'clients/typescript/v1.ts', text: await typesOf(await openApiDocument()) },
  ]
}
