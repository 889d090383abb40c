import { useState } from 'react'
import { Button } from './button.tsx'

export interface Place {
  /** For the page that is shown; undefined for the first. */
  cursor: string | undefined
  back: (() => void) | undefined
  forth: (cursor: string) => void
  /** From 1. */
  number: number
}

/** Which page of a list is shown. Another `key` begins with the first page again. */
export function usePlace(key: string): Place {
  const [trail, setTrail] = useState<{ key: string; cursors: readonly string[] }>({ key, cursors: [] })
  const cursors = trail.key === key ? trail.cursors : []
  return {
    cursor: cursors.at(-1),
    back: cursors.length === 0 ? undefined : () => setTrail({ key, cursors: cursors.slice(0, -1) }),
    forth: (cursor) => setTrail({ key, cursors: [...cursors, cursor] }),
    number: cursors.length + 1,
  }
}

/** Leads to the pages before and after, where there are any. */
export function Pages({ place, next }: { place: Place; next: string | null }) {
  const { back, forth, number } = place
  if (back === undefined && next === null) return null
  return (
    <nav className="split pages" aria-label="Pages">
      <Button size="small" isDisabled={back === undefined} onPress={() => back?.()}>
        Previous
      </Button>
      <span className="quiet small">Page {number}</span>
      <Button size="small" isDisabled={next === null} onPress={() => next !== null && forth(next)}>
        Next
      </Button>
    </nav>
  )
}
