/** Whether a caller's own id for a request is fit for a log. */
export function isRequestId(text: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(text)
}
