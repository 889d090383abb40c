import type { CardTransaction } from '../data/client.ts'
import { capitalised } from '../data/words.ts'

/** Such as `Visa ···· 1111`. */
export function cardInWords({ brand, last_four }: Pick<CardTransaction['card'], 'brand' | 'last_four'>): string {
  return `${capitalised(brand.replaceAll('_', ' '))} ···· ${last_four}`
}
