import Type from 'typebox'
import { component, described } from './openapi/component.ts'

export const WalletId = component('WalletId', Type.Integer({ minimum: 1, description: 'A wallet’s id', examples: [7] }))

/** The id of a wallet or a bank as a path has it. */
export const PathId = component(
  'PathId',
  Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'A whole number from 1', examples: ['7'] }),
)

/** Of a path that names a wallet. */
export const WalletParams = Type.Object({ id: described(PathId, 'The wallet’s id') })
