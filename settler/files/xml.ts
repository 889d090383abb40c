/** An element and what is in it. Text is what it means, never markup: only `xmlDocument` writes, and it escapes all of it. */
export interface Element {
  readonly name: string
  readonly content: string | readonly Element[]
  readonly attributes: Readonly<Record<string, string>>
}

// What XML 1.0 cannot carry, not even escaped: most control characters, and halves of surrogate pairs.
const NOT_XML = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const SPECIAL = /[&<>"\t\n\r]/g
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function element(
  name: string,
  content: string | readonly Element[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return { name, content, attributes }
}

/**
 * A document in UTF-8, one element a line. These few lines rather than a library: the builders at hand bring a DOM or half a
 * dozen packages, and leave characters that XML cannot carry to the caller.
 *
 * @throws RangeError when text has such a character
 */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`
}

function written({ name, content, attributes }: Element, indent: string): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')
  if (typeof content === 'string') return `${indent}<${start}>${escaped(content)}</${name}>\n`
  return `${indent}<${start}>\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`
}

function escaped(text: string): string {
  if (NOT_XML.test(text)) throw new RangeError(`XML cannot carry ${JSON.stringify(text)}`)
  return text.replace(SPECIAL, (character) => NAMED[character] ?? `&#${character.charCodeAt(0)};`)
}
