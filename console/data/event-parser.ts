export interface ServerEvent {
  type: string
  data: string
  /** Undefined for most: then the one before still counts. */
  id: string | undefined
}

/** Reads server-sent events from text that arrives in pieces. One line may not be longer than `lineMax` characters. */
export function createEventParser(lineMax = 1_000_000): (text: string) => ServerEvent[] {
  let rest = ''
  let event: { type: string; data: string[]; id: string | undefined } = { type: 'message', data: [], id: undefined }

  function take(line: string): ServerEvent | null {
    if (line === '') {
      const { type, data, id } = event
      event = { type: 'message', data: [], id: undefined }
      return data.length === 0 ? null : { type, data: data.join('\n'), id }
    }
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (field === 'event') event.type = value
    else if (field === 'data') event.data.push(value)
    else if (field === 'id') event.id = value
    return null
  }

  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > lineMax) throw new RangeError('a line of the events is too long')
    return lines.map((line) => take(line.replace(/\r$/, ''))).filter((one) => one !== null)
  }
}
