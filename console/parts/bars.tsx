import type { ReactNode } from 'react'

export interface Bar {
  key: string | number
  name: ReactNode
  /** Its size; below zero to the left, where bars are around zero. */
  size: number
  value: ReactNode
  tone?: 'before' | 'bad'
}

interface BarsProps {
  label: string
  bars: readonly Bar[]
  /** The size that fills the track; by default that of the largest. */
  sizeMax?: number
  isAroundZero?: boolean
}

/** Sizes beside each other on one scale. */
export function Bars({ label, bars, sizeMax, isAroundZero = false }: BarsProps) {
  const largest = sizeMax ?? Math.max(...bars.map(({ size }) => Math.abs(size)), Number.MIN_VALUE)
  const track = isAroundZero ? 50 : 100
  return (
    <ul className="bars" aria-label={label} data-around={isAroundZero ? 'zero' : undefined}>
      {bars.map(({ key, name, size, value, tone }) => (
        <li key={key}>
          <span>{name}</span>
          <span className="track" aria-hidden="true">
            <span
              className="fill"
              data-tone={tone}
              style={{ width: `${Math.min(1, Math.abs(size) / largest) * track}%` }}
            />
          </span>
          <span className="value">{value}</span>
        </li>
      ))}
    </ul>
  )
}
