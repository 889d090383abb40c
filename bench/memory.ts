import { readFileSync } from 'node:fs'

/** VmHWM: the most that was ever resident. VmRSS: resident. RssAnon: of that, what is the process's own. */
export type MemoryKind = 'VmHWM' | 'VmRSS' | 'RssAnon'

/** MiB of a process; null when it is gone. Where the system tells: Linux. */
export function memoryMb(pid: number | undefined, kind: MemoryKind): number | null {
  try {
    const match = new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return match === null ? null : Math.round(Number(match[1]) / 1024)
  } catch {
    return null
  }
}
