/** Why the embedded PostgreSQL cannot be used, in one line that a user can act on. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}

/** A file system fault as an EmbeddedError that names the folder; any other error as it is. */
export function explain(error: unknown, folder: string): unknown {
  const code = errorCode(error)
  if (code === 'EACCES' || code === 'EPERM') {
    return new EmbeddedError(
      `the data folder ${folder} is not ours to use (permission denied): it belongs to another user`,
    )
  }
  if (code === 'ENOSPC') return new EmbeddedError(`the disk of the data folder ${folder} is full`)
  if (code === 'EROFS') return new EmbeddedError(`the data folder ${folder} is on a read-only file system`)
  if (code === 'ENOTDIR' || code === 'EEXIST') return new EmbeddedError(`the data folder ${folder} is not a folder`)
  return error
}

/** The `code` of a Node or Postgres error, or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
