import { useEffect, useState } from 'react'
import { useRoute } from '../data/route.ts'
import { logOut, type Role, session } from '../data/session.ts'
import { useStore } from '../data/store.ts'
import markUrl from '../design/mark.svg'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icons.tsx'
import { ConnectionState, LostNotice } from './connection.tsx'
import { ScreenOf } from './screen-of.tsx'
import { sectionsFor } from './screens.ts'
import { switchTheme, useTheme } from './theme.ts'

/** The menu beside the screen that is open. */
export function Shell({ role }: { role: Role }) {
  const { path } = useRoute()
  const [isOpen, setOpen] = useState(false)
  const address = path.join('/')
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a narrow screen, going somewhere closes the menu
  useEffect(() => {
    setOpen(false)
    window.scrollTo(0, 0)
  }, [address])
  return (
    <div className="shell">
      {/* Not a link: the address says which screen is open. */}
      <button type="button" className="skip" onClick={() => document.querySelector<HTMLElement>('h1')?.focus()}>
        Skip to content
      </button>
      <div className="bar">
        <Brand />
        <ConnectionState />
        <Button size="icon" look="quiet" label={isOpen ? 'Close menu' : 'Open menu'} onPress={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'cross' : 'menu'} />
        </Button>
      </div>
      <div className="side" data-open={isOpen ? '' : undefined}>
        <Brand />
        <Menu role={role} here={path[0] ?? 'wallets'} />
        <Foot role={role} />
      </div>
      <main className="page">
        <LostNotice />
        <ScreenOf path={path} role={role} key={address} />
      </main>
    </div>
  )
}

function Brand() {
  return (
    <a className="brand" href="#/">
      <img src={markUrl} alt="" />
      walletmesh
    </a>
  )
}

function Menu({ role, here }: { role: Role; here: string }) {
  return (
    <nav className="menu" aria-label="Screens">
      {sectionsFor(role).map(({ title, screens }) => (
        <div key={title}>
          <h2>{title}</h2>
          <ul>
            {screens.map(({ path, title: name, icon }) => (
              <li key={path}>
                <a href={`#/${path}`} aria-current={path === here ? 'page' : undefined}>
                  <Icon name={icon} />
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

function Foot({ role }: { role: Role }) {
  const theme = useTheme()
  const present = useStore(session)
  const isIn = present.state === 'in'
  const hasAccount = present.state === 'in' && present.user !== null
  const name = present.state === 'in' ? (present.user?.name ?? 'API key') : 'Open mesh'
  return (
    <div className="side-foot">
      <ConnectionState />
      <div className="split">
        <span className="who">
          {hasAccount ? <a href="#/account">{name}</a> : <span>{name}</span>}
          <span className="quiet">{isIn ? role : 'nobody logs in'}</span>
        </span>
        <span className="side-buttons">
          <Button
            size="icon"
            look="quiet"
            label={theme === 'dark' ? 'Light colours' : 'Dark colours'}
            onPress={switchTheme}
          >
            <Icon name={theme === 'dark' ? 'light' : 'dark'} />
          </Button>
          {isIn ? (
            <Button size="icon" look="quiet" label="Log out" onPress={() => logOut()}>
              <Icon name="out" />
            </Button>
          ) : null}
        </span>
      </div>
    </div>
  )
}
