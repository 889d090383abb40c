import { type ReactNode, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

interface SecretProps {
  title: string
  secret: string
  onClose: () => void
  children: ReactNode
}

/** Shows what the gateway tells once and never again. */
export function Secret({ title, secret, onClose, children }: SecretProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => {},
    )
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <p className="secret">{secret}</p>
      <p className="notice" data-tone="warn">
        Keep it now: it is not shown again.
      </p>
      <div className="dialog-buttons">
        <Button onPress={copy}>{isCopied ? 'Copied' : 'Copy'}</Button>
        <Button look="main" onPress={onClose}>
          I have it
        </Button>
      </div>
    </Dialog>
  )
}
