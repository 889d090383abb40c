import { type ReactNode, useId } from 'react'

interface CardProps {
  title: ReactNode
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A part of a page with a heading. */
export function Card({ title, about, actions, children }: CardProps) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{title}</h2>
          {about === undefined ? null : <p>{about}</p>}
        </div>
        {actions === undefined ? null : <div className="row">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
