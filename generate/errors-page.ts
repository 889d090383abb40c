import { AGAIN, CODES, type Code } from '../gateway/codes.ts'

const INTRODUCTION = `# Errors

What callers are told has a code, which is stable: programs read it and nothing else. /v1 answers \`application/problem+json\`
(RFC 9457) with \`type\`, \`title\`, \`status\`, \`detail\`, \`code\` and \`request_id\`; for a bad body \`errors\` names the
parts that are wrong, the first hundred: a JSON pointer (RFC 6901), a code and a detail each. Over gRPC the code is the \`reason\`
of the \`google.rpc.ErrorInfo\` among the details. \`type\` is always \`about:blank\`, as the code says more than an address could, and
\`title\` therefore the phrase of the status.

This page is made from [\`gateway/codes.ts\`](../gateway/codes.ts) by \`npm run generate\`. Which of them a route can answer is in
its [description](openapi.md).

## Again?
`

/** The text of docs/errors.md. */
export function errorsPage(): string {
  const answers = Object.entries(AGAIN).map(([again, meaning]) => `- ${again}: ${meaning}`)
  const codes = Object.entries<Code>(CODES).sort(([, one], [, other]) => one.status - other.status)
  const table = [
    ['code', 'HTTP', 'gRPC', 'what happened', 'again?'],
    ...codes.map(([name, { status, grpc, meaning, again }]) => [`\`${name}\``, String(status), grpc, meaning, again]),
  ]
  return `${INTRODUCTION}\n${answers.join('\n')}\n\n## Codes\n\n${markdownTable(table)}`
}

/** @param rows the first is the head */
function markdownTable([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('')
}
