import Type from 'typebox'
import { SettlementFileFormat } from '../../../proto/gen/walletmesh/v1/settlement.ts'
import { Refused } from '../../errors.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'

const FORMATS: ReadonlyMap<string, SettlementFileFormat> = new Map([
  ['csv', SettlementFileFormat.SETTLEMENT_FILE_FORMAT_CSV],
  ['pacs.009', SettlementFileFormat.SETTLEMENT_FILE_FORMAT_PACS_009],
])

const Query = Type.Object({
  format: Type.Optional(Type.String({ description: 'csv, or pacs.009 of ISO 20022', default: 'csv' })),
})

/** What banks pay in and are paid out, as a file to be kept. */
export function settlementFile(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { params: UuidParams, querystring: Query }
  app.get('/settlements/:id/file', { schema }, async ({ params: { id }, query }, reply) => {
    const format = FORMATS.get(query.format ?? 'csv')
    if (format === undefined) throw new Refused('invalid', `format must be ${[...FORMATS.keys()].join(' or ')}`)
    const file = await settlers.read((settler, options) => settler.getSettlementFile({ id, format }, options))
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
