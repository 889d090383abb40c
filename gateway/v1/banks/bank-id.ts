import Type from 'typebox'
import { Micros } from '../amount.ts'
import { component, described } from '../openapi/component.ts'
import { PathId } from '../wallet-id.ts'

export const BankId = component('BankId', Type.Integer({ minimum: 1, description: 'A bank’s id', examples: [4] }))

/** Of a path that names a bank. */
export const BankParams = Type.Object({ id: described(PathId, 'The bank’s id') })

export const OwedToBank = described(Micros, 'Micro-units of the currency, as digits: positive is owed to the bank')
