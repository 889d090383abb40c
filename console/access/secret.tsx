import { useState } from 'react'
import { type Secret, shownSecret } from '../data/secret.ts'
import { useStore } from '../data/store.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

/** The secret that is to be shown, if there is one. */
export function ShownSecret() {
  const secret = useStore(shownSecret)
  return secret === null ? null : <SecretDialog key={secret.text} secret={secret} />
}

function SecretDialog({ secret: { title, about, text } }: { secret: Secret }) {
  const [isCopied, setCopied] = useState(false)
  const close = () => shownSecret.set(null)
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => {},
    )
  }
  return (
    <Dialog title={title} onClose={close}>
      <p>{about}</p>
      <p className="secret">{text}</p>
      <p className="notice" data-tone="warn">
        Keep it now: it is not shown again.
      </p>
      <div className="dialog-buttons">
        <Button onPress={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
        <Button look="main" onPress={close}>
          I have it
        </Button>
      </div>
    </Dialog>
  )
}
