import { createStore } from './store.ts'

/** What the gateway tells once and never again. */
export interface Secret {
  title: string
  /** What it is for. */
  about: string
  text: string
}

/**
 * The secret that is shown in front of everything until somebody has it: also when the very key that was made closes the mesh, so that the
 * screen behind becomes that of the log-in.
 */
export const shownSecret = createStore<Secret | null>(null)
