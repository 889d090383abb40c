import Type from 'typebox'
import { component, described } from './openapi/component.ts'

export const WalletId = component('WalletId', Type.Integer({ minimum: 1, description: 'A wallet’s id', examples: [7] }))

/** Of a list that can be of one wallet: no larger than what a number, and Postgres, hold exactly. */
export const OfWallet = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Only those of this wallet',
    examples: [7],
  }),
)

const PATH_ID = '^[1-9][0-9]{0,14}$'

export function isPathId(text: string): boolean {
  return new RegExp(PATH_ID).test(text)
}

/** The id of a wallet, a bank or a rebalance as a path has it. */
export const PathId = component(
  'PathId',
  Type.String({ pattern: PATH_ID, description: 'A whole number from 1', examples: ['7'] }),
)

/** Of a path that names a wallet. */
export const WalletParams = Type.Object({ id: described(PathId, 'The wallet’s id') })
