import openapiTypeScript, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const HEAD = '// Made from the OpenAPI document of /v1: npm run generate\n\n'

/** TypeScript types of the paths and schemas of an OpenAPI document. @param document as JSON */
export async function typesOf(document: string): Promise<string> {
  const nodes = await openapiTypeScript(document, {
    transform: ({ type }) => {
      // An amount: a number of JavaScript could round it.
      const types: unknown[] = Array.isArray(type) ? type : []
      const isAmount = types.includes('string') && types.includes('integer')
      return isAmount ? ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword) : undefined
    },
  })
  return HEAD + astToString(nodes)
}
