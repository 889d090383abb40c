import type { Readable, Writable } from 'node:stream'
import { CommandError } from '../../common/command.ts'

/** What passwords are typed into; standard input fits. */
export type PasswordInput = Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown }

const ENTER = new Set(['\r', '\n', '\u0004'])
const INTERRUPT = '\u0003'
const ERASE = new Set(['\u007f', '\b'])
const LENGTH_MAX = 1024

/**
 * A new password: typed twice on a terminal, without being shown; or the first line of what is piped in. Never from the command line,
 * which every process of the machine can read.
 */
export async function readPassword(input: PasswordInput, output: Writable): Promise<string> {
  if (!input.isTTY) return firstLine(input)
  const password = await typed(input, output, 'password: ')
  if ((await typed(input, output, 'again: ')) !== password) throw new CommandError('these are two different passwords')
  return password
}

async function firstLine(input: Readable): Promise<string> {
  let text = ''
  input.setEncoding('utf8')
  for await (const part of input) {
    text += part
    if (text.includes('\n') || text.length > LENGTH_MAX) break
  }
  const [line = ''] = text.split(/\r?\n/)
  if (line === '') throw new CommandError('no password came: pipe one into the command, or run it in a terminal')
  return line
}

function typed(input: PasswordInput, output: Writable, prompt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let characters: string[] = []
    const end = (outcome: () => void) => {
      input.off('data', onData)
      input.setRawMode?.(false)
      input.pause()
      output.write('\n')
      outcome()
    }
    const onData = (text: string) => {
      for (const character of text) {
        if (ENTER.has(character)) return end(() => resolve(characters.join('')))
        if (character === INTERRUPT) return end(() => reject(new CommandError('nothing was changed')))
        if (ERASE.has(character)) characters = characters.slice(0, -1)
        else if (characters.length < LENGTH_MAX) characters.push(character)
      }
    }
    output.write(prompt)
    input.setEncoding('utf8')
    input.setRawMode?.(true)
    input.on('data', onData)
    input.resume()
  })
}
