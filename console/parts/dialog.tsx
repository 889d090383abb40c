import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { Failure } from './failure.tsx'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  isWide?: boolean
}

/** In front of everything else until it is closed, by Escape too. */
export function Dialog({ title, onClose, children, isWide = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      className="dialog"
      data-wide={isWide ? '' : undefined}
      aria-labelledby={id}
      onCancel={onClose}
    >
      <div>
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}

interface FormDialogProps extends DialogProps {
  /** What the button does. */
  action: string
  /** What the other button is called. */
  dismissal?: string
  isDangerous?: boolean
  isRunning: boolean
  error: unknown
  onSubmit: () => void
}

/** Asks for something, or for a confirmation, and does it. */
export function FormDialog({
  action,
  dismissal = 'Cancel',
  isDangerous = false,
  isRunning,
  error,
  onSubmit,
  children,
  ...dialog
}: FormDialogProps) {
  return (
    <Dialog {...dialog}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
        <Failure error={error} />
        <div className="dialog-buttons">
          <Button onPress={dialog.onClose}>{dismissal}</Button>
          <Button submits look={isDangerous ? 'danger' : 'main'} isDisabled={isRunning}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
