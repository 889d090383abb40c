import { userInfo } from 'node:os'
import type { By } from '../../common/identity/users.ts'

/** Who runs the command, for the audit: the user of the operating system. */
export function byCommand(): By {
  return { actor: { kind: 'command', id: userName() } }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // In a container the user may have no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
