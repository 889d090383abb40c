import { ServerError, Status } from 'nice-grpc'
import { isRetryable } from '../database/errors.ts'

/** Says what the caller is told of an error, or null when this part does not know its class. */
export type StatusOf = (error: unknown) => ServerError | null

/**
 * What the caller of a gRPC method is told of whatever the method threw. A part names its own classes in `known`. A
 * fault of the moment is UNAVAILABLE; what nobody knows is a bug, INTERNAL, of which the caller is told nothing.
 */
export function serverErrorOf(error: unknown, known: StatusOf): ServerError {
  if (error instanceof ServerError) return error
  return known(error) ?? ofTheMoment(error) ?? new ServerError(Status.INTERNAL, 'internal error')
}

function ofTheMoment(error: unknown): ServerError | null {
  return isRetryable(error) ? new ServerError(Status.UNAVAILABLE, 'the database does not answer, try again') : null
}
