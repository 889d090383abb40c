import type { ReactNode } from 'react'

interface ButtonProps {
  children: ReactNode
  onPress?: () => void
  /** `main`: what most people want here. */
  look?: 'main' | 'danger' | 'quiet'
  size?: 'small' | 'icon'
  /** What it is called, where it shows a picture only, or where many look alike. */
  label?: string
  submits?: boolean
  isDisabled?: boolean
}

export function Button({ children, onPress, look, size, label, submits = false, isDisabled = false }: ButtonProps) {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      className="button"
      data-look={look}
      data-size={size}
      aria-label={label}
      title={size === 'icon' ? label : undefined}
      disabled={isDisabled}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button. */
export function LinkButton({
  to,
  children,
  look,
  size,
}: { to: string } & Pick<ButtonProps, 'children' | 'look' | 'size'>) {
  return (
    <a className="button" data-look={look} data-size={size} href={`#${to}`}>
      {children}
    </a>
  )
}
