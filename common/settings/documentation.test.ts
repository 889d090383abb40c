import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { environmentVariableOf, readEnvironment } from './environment.ts'
import { readFile } from './file.ts'
import { keys } from './keys.ts'

const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')
const example = readFileSync(new URL('../../settings.yml', import.meta.url), 'utf8')

describe('settings.yml', () => {
  test('holds every key with its default, in the order of the schema', () => {
    const { values, problems } = readFile({ absolutePath: '', name: 'settings.yml', content: { text: example } })
    expect(problems).toEqual([])
    expect([...values]).toEqual([...keys.values()].map(({ path, about }) => [path, about.default]))
  })

  test.each([...keys.values()])('says of $path what the schema says', ({ path, about }) => {
    const [name, indent] = path.includes('.') ? [path.replace(/^.*\./, ''), '  '] : [path, '']
    expect(example).toContain(`\n${indent}# ${about.description}\n${indent}${name}: `)
  })
})

describe('docs/settings.md', () => {
  test('has a row for every key with its default, meaning, accepted values and variable, and no other', () => {
    const lines = page.split('\n').map((line) => line.replace(/ +/g, ' '))
    const rows = lines.filter((line) => line.startsWith('| `'))
    expect(rows).toEqual(
      [...keys.values()].map(({ path, about }) => {
        const byDefault = stringify(about.default, { collectionStyle: 'flow', flowCollectionPadding: false }).trim()
        const cells = [`\`${path}\``, `\`${byDefault}\``, about.description, about.expected]
        return `| ${[...cells, `\`${environmentVariableOf(path)}\``].join(' | ')} |`
      }),
    )
  })

  test('shows a file and an environment that mean the same', () => {
    const fromFile = readFile({ absolutePath: '', name: 'example', content: { text: block('yaml') } })
    const lines = block('sh').trim().split('\n')
    const fromEnvironment = readEnvironment(Object.fromEntries(lines.map((line) => line.split('=', 2))))
    expect(fromFile.problems).toEqual([])
    expect(fromFile.values.size).toBe(4)
    expect(fromEnvironment).toEqual(fromFile)
  })

  test('shows messages as they are', () => {
    const text = `${'\n'.repeat(11)}operationProcessorLimit: many\n\noperationProcesorDelay: 1s\n`
    const fromFile = readFile({ absolutePath: '', name: 'settings.yml', content: { text } })
    const fromEnvironment = readEnvironment({ WALLETMESH_LEASE__TTL: '5' })
    expect(block('').trim().split('\n')).toEqual([...fromFile.problems, ...fromEnvironment.problems])
  })
})

/** The first code block of the page in this language. */
function block(language: string): string {
  return new RegExp(`\n\n\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? ''
}
