import Type from 'typebox'
import { SettlementFileFormat } from '../../../proto/gen/walletmesh/v1/settlement.ts'
import { Refused } from '../../errors.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { OF_THE_STORE } from './settlement.ts'

const FORMATS: ReadonlyMap<string, SettlementFileFormat> = new Map([
  ['csv', SettlementFileFormat.SETTLEMENT_FILE_FORMAT_CSV],
  ['pacs.009', SettlementFileFormat.SETTLEMENT_FILE_FORMAT_PACS_009],
])

const Query = Type.Object({
  format: Type.Optional(
    Type.Enum([...FORMATS.keys()], { description: 'csv, or pacs.009 of ISO 20022', default: 'csv' }),
  ),
})

/** Sent as it came from the settler. */
const Text = Type.Unsafe<Buffer>({ type: 'string' })

const File = {
  description: 'The file',
  content: {
    'text/csv': { schema: Text },
    'application/xml': { schema: Text },
  },
}

const schema = documented({
  operationId: 'readSettlementFile',
  tags: ['settlements'],
  summary: 'What banks pay in and are paid out, as a file',
  description: 'To be kept: it is the same whenever it is asked for.',
  params: UuidParams,
  querystring: Query,
  response: { 200: File },
  answerHeaders: ['Content-Disposition'],
  problems: ['not_found', 'not_approved', 'nothing_to_pay', ...OF_THE_STORE],
})

/** What banks pay in and are paid out, as a file to be kept. */
export function settlementFile(app: V1App, { clearing: { settlers } }: V1Context): void {
  app.get('/settlements/:id/file', { schema }, async ({ params: { id }, query }, reply) => {
    const format = FORMATS.get(query.format ?? 'csv')
    if (format === undefined) throw new Refused('invalid', `format must be ${[...FORMATS.keys()].join(' or ')}`)
    const file = await settlers.read((settler) => settler.getSettlementFile({ id, format }))
    return reply
      .header('content-type', file.mediaType)
      .header('content-disposition', `attachment; filename="${withoutQuotes(file.fileName)}"`)
      .send(Buffer.from(file.content))
  })
}

/** So that a name cannot end the quoted text that it stands in. */
function withoutQuotes(name: string): string {
  return name.replaceAll(/[^\w. -]/g, '_')
}
