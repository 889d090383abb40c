import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

export interface BuiltConsole {
  /** The folder that a gateway serves. */
  dist: string
  /** False when it was there already, made of the same sources. */
  isNew: boolean
}

/** What the console is made of, relative to the root. */
const SOURCES = ['console', 'clients/typescript', 'ledger', 'package-lock.json']
const NOT_SOURCES = /(^|\/)(dist(\.\w+)?|test|node_modules|[^/]*\.test\.ts|[^/]*\.md)$/
const SOURCES_FILE = '.sources'
/** Smaller ones gain nothing. */
const COMPRESSED_FROM_BYTES = 1024

/**
 * Makes the pages that a gateway serves, with a compressed copy beside each file, unless they are there and made of the present
 * sources. Several processes may do so at once: a build takes the place of the one before as a whole.
 */
export async function buildConsole(root: string, onBuild: () => void = () => {}): Promise<BuiltConsole> {
  const dist = join(root, 'console/dist')
  const sources = hashOf(sourcesOf(root), root)
  if (hasSources(dist, sources)) return { dist, isNew: false }
  onBuild()
  const made = `${dist}.${randomBytes(6).toString('hex')}`
  try {
    await bundle(join(root, 'console'), made)
    await compressAll(made)
    writeFileSync(join(made, SOURCES_FILE), sources)
    replace(dist, made)
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
  return { dist, isNew: true }
}

function hasSources(dist: string, sources: string): boolean {
  const path = join(dist, SOURCES_FILE)
  return existsSync(path) && readFileSync(path, 'utf8') === sources
}

function sourcesOf(root: string): string[] {
  return SOURCES.flatMap((name) => filesOf(join(root, name))).toSorted()
}

function filesOf(path: string): string[] {
  if (NOT_SOURCES.test(path)) return []
  if (isFile(path)) return [path]
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)))
}

function isFile(path: string): boolean {
  return statSync(path).isFile()
}

function hashOf(paths: readonly string[], root: string): string {
  const hash = createHash('sha256')
  for (const path of paths)
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  return hash.digest('hex')
}

async function bundle(root: string, outDir: string): Promise<void> {
  // It takes a while to load, and most of the time there is nothing to build.
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    // Whatever the environment is called, such as `test`: the result is the same.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // Everything is a file of its own: the content security policy allows nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // Of what is in the bundle, for whoever passes it on.
      license: { fileName: 'licenses.md' },
    },
  })
}

async function compressAll(folder: string): Promise<void> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const paths = names.map((name) => join(folder, name)).filter((path) => isFile(path))
  await Promise.all(paths.map(compress))
}

async function compress(path: string): Promise<void> {
  const content = readFileSync(path)
  if (content.length < COMPRESSED_FROM_BYTES) return
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content), promisify(gzip)(content, { level: 9 })])
  writeFileSync(`${path}.br`, br)
  writeFileSync(`${path}.gz`, gz)
}

/** Another process may do the same at the same time: then one of both builds stays. */
function replace(dist: string, made: string): void {
  const old = `${made}.old`
  try {
    renameSync(dist, old)
  } catch {
    // There is none.
  }
  try {
    renameSync(made, dist)
  } catch (error) {
    if (!existsSync(join(dist, SOURCES_FILE))) throw error
  }
  rmSync(old, { recursive: true, force: true })
}
