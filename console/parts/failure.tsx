import { failureInWords } from '../data/words.ts'
import { Button } from './button.tsx'

interface FailureProps {
  /** Whatever was thrown; nothing is shown without one. */
  error: unknown
  onRetry?: () => void
}

/** What went wrong, in words, with what somebody needs who is asked for help. */
export function Failure({ error, onRetry }: FailureProps) {
  if (error === undefined || error === null) return null
  const { text, code, requestId } = failureInWords(error)
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>{text}</p>
      {code === null ? null : (
        <p className="small">
          Code <code>{code}</code>
          {requestId === null ? null : (
            <>
              , request <code>{requestId}</code>
            </>
          )}
        </p>
      )}
      {onRetry === undefined ? null : (
        <div>
          <Button size="small" onPress={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  )
}
