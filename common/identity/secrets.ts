import { createHash, randomBytes, randomInt } from 'node:crypto'

const SECRET_BYTES = 32
const PREFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const PREFIX_LENGTH = 8

/** 256 random bits that a caller shows, behind what tells its kind. Only their hash is kept. */
export interface Secret {
  /** Shown once, to who asked for it. */
  text: string
  hash: Buffer
}

export interface KeySecret extends Secret {
  /** No secret: what the key is told apart by, such as `wm_ab12cd34`. */
  prefix: string
}

export const KEY = /^wm_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/
export const REFRESH_TOKEN = /^wmr_[A-Za-z0-9_-]{43}$/

export function newKey(): KeySecret {
  const letters = Array.from({ length: PREFIX_LENGTH }, () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)])
  const prefix = `wm_${letters.join('')}`
  return { prefix, ...secret(prefix) }
}

export function newRefreshToken(): Secret {
  return secret('wmr')
}

function secret(prefix: string): Secret {
  const text = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`
  return { text, hash: hashOf(text) }
}

/** SHA-256: of random bits it gives nothing away, and it is quick. */
export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
