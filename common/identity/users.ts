import { v7 as uuidv7 } from 'uuid'
import type { Pool } from '../database/pool.ts'
import { transaction } from '../database/transaction.ts'
import { type AuditEntry, recordAudit } from './sql/audit.ts'
import { endSessionsOf } from './sql/sessions.ts'
import { insertUser, lockAdmins, type NewUser, readUser, type User, type UserChange, updateUser } from './sql/users.ts'

/** Who does it, for the audit. */
export type By = Pick<AuditEntry, 'actor' | 'requestId' | 'address'>

/** Makes a user, and the record of it. */
export async function createUser(pool: Pool, user: Omit<NewUser, 'id'>, by: By): Promise<User | 'email_taken'> {
  return transaction(pool, async (client) => {
    const made = await insertUser(client, { id: uuidv7(), ...user })
    if (made === null) return 'email_taken'
    const { id, email, role } = made
    await recordAudit(client, {
      ...by,
      action: 'user.create',
      target: { kind: 'user', id },
      details: { email, role },
    })
    return made
  })
}

export type ChangeFlaw = 'unknown' | 'last_admin' | 'email_taken'

export interface ChangeOptions {
  /** Of who changes their own password, which stays open. */
  keepSession?: string | null
}

/**
 * Changes a user, and records it. Who is disabled, or has another password, is logged out everywhere. The last admin who may act
 * stays one: nobody could make another.
 */
export async function changeUser(
  pool: Pool,
  id: string,
  change: UserChange,
  by: By,
  { keepSession = null }: ChangeOptions = {},
): Promise<User | ChangeFlaw> {
  try {
    return await transaction(pool, async (client) => {
      const admins = await lockAdmins(client)
      const before = await readUser(client, id)
      if (before === null) return 'unknown'
      const stays =
        (change.role ?? before.role) === 'admin' && (change.disabled ?? before.disabled_at !== null) === false
      if (admins.length === 1 && admins[0] === id && !stays) return 'last_admin'
      const after = await updateUser(client, id, change)
      if (after === null) return 'unknown'
      if (after.disabled_at !== null) await endSessionsOf(client, id, 'user_disabled')
      else if (change.passwordHash !== undefined) await endSessionsOf(client, id, 'password_changed', keepSession)
      await recordAudit(client, {
        ...by,
        action: 'user.change',
        target: { kind: 'user', id },
        details: detailsOf(before, after, change),
      })
      return after
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'email_taken'
    throw error
  }
}

const UNIQUE_VIOLATION = '23505'

function detailsOf(before: User, after: User, { passwordHash }: UserChange): Record<string, unknown> {
  const details: Record<string, unknown> = {}
  for (const field of ['email', 'name', 'role'] as const) {
    if (before[field] !== after[field]) details[field] = [before[field], after[field]]
  }
  const [wasDisabled, isDisabled] = [before.disabled_at !== null, after.disabled_at !== null]
  if (wasDisabled !== isDisabled) details.disabled = isDisabled
  if (passwordHash !== undefined) details.password = 'changed'
  return details
}
