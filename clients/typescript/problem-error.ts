import type { components } from './v1.ts'

/** What a gateway tells of what it refuses, or cannot do. */
export type Problem = components['schemas']['Problem']

/** A request was refused or turned away. Programs read the code; docs/errors.md tells what each means, and whether to try again. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`)
    this.problem = problem
  }

  get code(): Problem['code'] {
    return this.problem.code
  }
}
