import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { type Entry, type Given, gather, shownName } from './given.ts'
import { pathOf, sections } from './keys.ts'

const SEARCHED = ['settings.yml', path.join('..', 'settings.yml')]

/** A settings file: where it is, what messages call it, and its text or why there is none. */
export interface SettingsFile {
  readonly absolutePath: string
  readonly name: string
  readonly content: { readonly text: string } | { readonly problem: string }
}

/**
 * The named file, or else the first of ./settings.yml and ../settings.yml, all seen from cwd. Undefined when none is
 * named and none is there.
 */
export function findFile(named: string | undefined, cwd: string): SettingsFile | undefined {
  if (named !== undefined) return openFile(named, cwd) ?? missingFile(named, cwd)
  for (const name of SEARCHED) {
    const file = openFile(name, cwd)
    if (file !== undefined) return file
  }
  return undefined
}

/** What the file gives. Problems are in the order of its lines; of a text that is no YAML only that is told. */
export function readFile({ name, content }: SettingsFile): Given {
  if ('problem' in content) return { values: new Map(), problems: [`${name}: ${content.problem}`] }
  const lines = new LineCounter()
  // A repeated key is left to `gather`, which can say where the first one stands.
  const document = parseDocument(content.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const at = (offset: number) => `${name}:${lines.linePos(offset).line}`
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    const problems = broken.map(({ pos, message }) => `${at(pos[0])}: ${message.replace(/\s+/g, ' ')}`)
    return { values: new Map(), problems }
  }
  const root = document.contents
  if (isMap(root)) return gather(entriesOf(root, '', { document, at }), writtenInFile)
  const problems = isNothing(root) ? [] : [`${at(offsetOf(root))}: expected keys with values`]
  return { values: new Map(), problems }
}

interface Reading {
  readonly document: Document
  readonly at: (offset: number) => string
}

function* entriesOf(map: YAMLMap, section: string, reading: Reading): Generator<Entry> {
  for (const pair of map.items) {
    const place = reading.at(offsetOf(pair.key))
    // A name that is no plain word, such as "grpc.address", is kept from passing for the path of a key.
    const entryPath = pathOf(section, shownName(isScalar(pair.key) ? String(pair.key.value) : '?'))
    const node = resolved(pair.value, reading.document)
    const items = isSeq(node) ? node.items : []
    yield {
      path: entryPath,
      value: plainValue(node, reading.document),
      where: (index) => {
        if (index === undefined) return `${place}: ${entryPath}`
        return `${reading.at(offsetOf(items[index]))}: ${entryPath}[${index}]`
      },
      place,
    }
    if (isMap(node) && sections.has(entryPath)) yield* entriesOf(node, entryPath, reading)
  }
}

function plainValue(node: unknown, document: Document): unknown {
  if (isSeq(node)) return node.items.map((item) => scalarValue(resolved(item, document)))
  return scalarValue(node)
}

/** The value of a scalar; an empty list or object stands for a node that is none, so that messages can name its kind. */
function scalarValue(node: unknown): unknown {
  if (isSeq(node)) return []
  if (isMap(node)) return {}
  return isScalar(node) ? node.value : null
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

function writtenInFile(keyPath: string): string {
  const [section, name] = keyPath.split('.')
  return name === undefined ? keyPath : `${section}: { ${name} }`
}

function openFile(name: string, cwd: string): SettingsFile | undefined {
  const absolutePath = path.resolve(cwd, name)
  try {
    return { absolutePath, name, content: { text: readFileSync(absolutePath, 'utf8') } }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    return { absolutePath, name, content: { problem: `cannot be read (${code})` } }
  }
}

function missingFile(name: string, cwd: string): SettingsFile {
  return { absolutePath: path.resolve(cwd, name), name, content: { problem: 'no such file' } }
}
