import openapiTypeScript, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const NULL = ts.factory.createLiteralTypeNode(ts.factory.createNull())

const HEAD = '// Made from the OpenAPI document of /v1: npm run generate\n\n'

/** TypeScript types of the paths and schemas of an OpenAPI document. @param document as JSON */
export async function typesOf(document: string): Promise<string> {
  const nodes = await openapiTypeScript(document, {
    transform: ({ type }) => {
      // An amount: a number of JavaScript could round it.
      const types: unknown[] = Array.isArray(type) ? type : []
      const isAmount = types.includes('string') && types.includes('integer')
      if (!isAmount) return undefined
      const digits = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword)
      return types.includes('null') ? ts.factory.createUnionTypeNode([digits, NULL]) : digits
    },
  })
  return HEAD + astToString(nodes)
}
