import type { ReactNode } from 'react'

/** There is nothing to show yet: says why, and what to do about it. */
export function Empty({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{children}</p>
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  )
}
