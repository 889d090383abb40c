/** Whether the caller wants no balance that was kept, as RFC 9111, section 5.2.1 has it: `Cache-Control: no-cache`. */
export function isFreshWanted(headers: { 'cache-control'?: string | undefined }): boolean {
  return /\bno-cache\b/i.test(headers['cache-control'] ?? '')
}
