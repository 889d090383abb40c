import { useCallback, useEffect, useRef, useState } from 'react'

export interface Query<Data> {
  /** The newest that came; undefined before the first. */
  data: Data | undefined
  /** Why the newest attempt failed; undefined when it did not. */
  error: unknown
  reload(): void
}

interface Options {
  /** Asks again this long after every answer. */
  everyMs?: number
}

/**
 * What `load` answers, asked anew whenever `key` changes. An answer to another key, or that comes after the component went, is
 * dropped; what was shown of the same key stays until there is something newer. Who reloads while an answer is awaited gets
 * another one after it, so that a slow answer is not thrown away for ever.
 */
export function useQuery<Data>(
  key: string,
  load: (signal: AbortSignal) => Promise<Data>,
  { everyMs }: Options = {},
): Query<Data> {
  const [found, setFound] = useState<{ key: string; data?: Data; error?: unknown }>({ key: '' })
  const [round, setRound] = useState(0)
  const newest = useRef(load)
  newest.current = load
  const isAwaited = useRef(false)
  const isWantedAgain = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says what `load` would ask for, `round` that it is wanted again
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    let timer: ReturnType<typeof setTimeout> | undefined
    isAwaited.current = true
    isWantedAgain.current = false
    const take = (answer: { data: Data } | { error: unknown }) => {
      if (signal.aborted) return
      isAwaited.current = false
      setFound((before) => ('data' in answer || before.key !== key ? { key, ...answer } : { ...before, ...answer }))
      if (isWantedAgain.current) setRound((n) => n + 1)
      else if (everyMs !== undefined) timer = setTimeout(() => setRound((n) => n + 1), everyMs)
    }
    newest.current(signal).then(
      (data) => take({ data }),
      (error: unknown) => take({ error }),
    )
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [key, round, everyMs])

  const reload = useCallback(() => {
    if (isAwaited.current) isWantedAgain.current = true
    else setRound((n) => n + 1)
  }, [])
  const isCurrent = found.key === key
  return { data: isCurrent ? found.data : undefined, error: isCurrent ? found.error : undefined, reload }
}

export interface Action<Arguments extends unknown[]> {
  run(...args: Arguments): Promise<boolean>
  isRunning: boolean
  /** Why the newest run failed. */
  error: unknown
  clear(): void
}

/** Something that a button does, once at a time. `run` tells whether it worked. */
export function useAction<Arguments extends unknown[]>(
  act: (...args: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const [state, setState] = useState<{ isRunning: boolean; error: unknown }>({ isRunning: false, error: undefined })
  const isRunning = useRef(false)
  async function run(...args: Arguments): Promise<boolean> {
    if (isRunning.current) return false
    isRunning.current = true
    setState({ isRunning: true, error: undefined })
    try {
      await act(...args)
      setState({ isRunning: false, error: undefined })
      return true
    } catch (error) {
      setState({ isRunning: false, error })
      return false
    } finally {
      isRunning.current = false
    }
  }
  return { ...state, run, clear: () => setState({ isRunning: false, error: undefined }) }
}
