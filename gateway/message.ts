/** Of what is said about an operation. */
export const MESSAGE_CHARACTERS_MAX = 140

/** Whether the database stores it: characters are counted as Postgres does, by code point. */
export function isMessage(text: string): boolean {
  const { length } = [...text]
  return length >= 1 && length <= MESSAGE_CHARACTERS_MAX && text.isWellFormed() && !/\p{Cc}/u.test(text)
}
