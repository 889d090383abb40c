import type { ReactNode } from 'react'
import type { Query } from '../data/query.ts'
import { Failure } from './failure.tsx'

/** Shows what a query answered; before that that it is awaited, and why it failed, where it did. */
export function Loaded<Data>({ query, children }: { query: Query<Data>; children: (data: Data) => ReactNode }) {
  const { data, error, reload } = query
  if (data === undefined && error === undefined) {
    return (
      <p className="waiting" role="status">
        Loading…
      </p>
    )
  }
  return (
    <>
      <Failure error={error} onRetry={reload} />
      {data === undefined ? null : children(data)}
    </>
  )
}
