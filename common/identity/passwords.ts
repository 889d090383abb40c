import { hash, verify } from '@node-rs/argon2'

/** Argon2id as OWASP's password storage cheat sheet asks for at least; 5 to 10 ms of a core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const PASSWORD_CHARACTERS = { min: 8, max: 256 }

/** What is wrong with a new password, or null. Length counts, and nothing else (NIST SP 800-63B, 3.1.1.2). */
export function flawOfPassword(password: string, email: string): string | null {
  const { min, max } = PASSWORD_CHARACTERS
  const characters = [...normalized(password)].length
  if (characters < min || characters > max) return `must have ${min} to ${max} characters`
  if (!password.isWellFormed() || password.includes('\0')) return 'must be valid text'
  return password.toLowerCase() === email.toLowerCase() ? 'must not be the e-mail address' : null
}

/** Takes 5 to 10 ms and 19 MiB on a thread of the pool: bound how many run at once. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), COST)
}

/** As costly as hashing. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, normalized(password))
}

/** The same password typed on another keyboard may come as other code points. */
function normalized(password: string): string {
  return password.normalize('NFKC')
}
