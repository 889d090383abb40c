import { amountParts } from '../data/amount.ts'

interface AmountProps {
  /** Micro-units. */
  micros: string | bigint
  currency?: string
  /** Shows a plus sign and the colour of money in, where it is. */
  signed?: boolean
  className?: string
}

/** An exact amount. Below each other, their points are in one line. */
export function Amount({ micros, currency, signed = false, className = '' }: AmountProps) {
  const { sign, whole, decimals } = amountParts(micros)
  const isIn = signed && sign === ''
  return (
    <span className={`amount ${className}`} data-way={signed ? (isIn ? 'in' : 'out') : undefined}>
      {isIn ? '+' : sign}
      {whole}
      <span className="decimals">{decimals}</span>
      {currency === undefined ? null : <span className="currency">{currency}</span>}
    </span>
  )
}
