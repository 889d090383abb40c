import { type ReactNode, useEffect, useRef } from 'react'

interface PageProps {
  title: string
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** One screen. Whoever comes to it hears its title first. */
export function Page({ title, about, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – walletmesh`
  }, [title])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about === undefined ? null : <p>{about}</p>}
        </div>
        {actions === undefined ? null : <div className="actions">{actions}</div>}
      </header>
      <div className="stack">{children}</div>
    </>
  )
}
