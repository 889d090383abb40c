export interface Axis {
  /** With its unit. */
  title: string
  /** A linear axis starts at 0. */
  scale: 'linear' | 'log'
}

export interface Series {
  name: string
  isDashed?: boolean
  points: readonly { x: number; y: number }[]
}

export interface Plot {
  title: string
  x: Axis
  y: Axis
  series: readonly Series[]
}

const WIDTH = 720
const HEIGHT = 420
const AREA = { left: 76, right: 684, top: 84, bottom: 360 }

// Each has a contrast of at least 3:1, and the text 4:1, on white and on the dark grey of GitHub (#0d1117) alike.
const COLOURS = ['#2f81f7', '#d1690e', '#2a9d4e', '#a371f7', '#d4457a']
const TEXT = '#74808c'
const GRID = '#8b949e'

/** An SVG of lines with a mark at each point, on any background. Throws a RangeError for a value that an axis cannot show. */
export function svgOf({ title, x, y, series }: Plot): string {
  const points = series.flatMap((one) => one.points)
  const across = scaleOf(
    x,
    points.map((point) => point.x),
    [AREA.left, AREA.right],
  )
  const up = scaleOf(
    y,
    points.map((point) => point.y),
    [AREA.bottom, AREA.top],
  )
  const middle = (AREA.left + AREA.right) / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${TEXT}">
<title>${escaped(title)}</title>
<text x="${middle}" y="24" text-anchor="middle" font-size="15" font-weight="600">${escaped(title)}</text>
${legend(series)}
${across.ticks.map((tick) => verticalLine(across.at(tick), textOf(tick))).join('\n')}
${up.ticks.map((tick) => horizontalLine(up.at(tick), textOf(tick))).join('\n')}
<text x="${middle}" y="${HEIGHT - 16}" text-anchor="middle">${escaped(x.title)}</text>
<text transform="translate(18 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.title)}</text>
${series.map((one, i) => line(one, colourOf(i), across.at, up.at)).join('\n')}
</svg>
`
}

interface Scale {
  ticks: number[]
  at(value: number): number
}

function scaleOf({ scale, title }: Axis, values: readonly number[], [from, to]: [number, number]): Scale {
  const wrong = values.find((value) => !Number.isFinite(value) || value < 0 || (scale === 'log' && value === 0))
  if (wrong !== undefined || values.length === 0) throw new RangeError(`${title}: ${wrong ?? 'nothing'} to show`)
  const ticks = scale === 'log' ? logTicks(Math.min(...values), Math.max(...values)) : linearTicks(Math.max(...values))
  const place = scale === 'log' ? Math.log10 : (value: number) => value
  const [first, last] = [place(ticks[0] ?? 0), place(ticks.at(-1) ?? 1)]
  return { ticks, at: (value) => rounded(from + ((place(value) - first) / (last - first)) * (to - from)) }
}

/** Round numbers from 0 to at least `max`, about five steps. */
export function linearTicks(max: number): number[] {
  const rough = (max || 1) / 5
  const decade = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * decade).find((n) => n >= rough) ?? rough
  const steps = Math.ceil((max || 1) / step - 1e-9)
  return Array.from({ length: steps + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

/** 1, 2, 5, 10 and so on, or powers of ten when those are many, from at most `min` to at least `max`. */
export function logTicks(min: number, max: number): number[] {
  // One decade more at each end than the logarithms, which are rounded, ask for.
  const [first, last] = [Math.floor(Math.log10(min)) - 1, Math.ceil(Math.log10(max)) + 1]
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const enclosing = (ticks: readonly number[]) =>
    ticks.filter((n, i) => (ticks[i + 1] ?? n) > min && (ticks[i - 1] ?? n) < max)
  const fine = enclosing(decades.flatMap((decade) => [1, 2, 5].map((n) => Number(`${n}e${decade}`))))
  if (fine.length >= 2 && fine.length <= 9) return fine
  const coarse = enclosing(decades.map((decade) => Number(`1e${decade}`)))
  return coarse.length >= 2 ? coarse : [min, 10 * min]
}

function legend(series: readonly Series[]): string {
  let x = AREA.left
  return series
    .map((one, i) => {
      const at = x
      x += 44 + one.name.length * 6.6
      return `<line x1="${at}" x2="${at + 22}" y1="56" y2="56" ${strokeOf(one, colourOf(i))}/><text x="${at + 28}" y="60">${escaped(one.name)}</text>`
    })
    .join('\n')
}

function line(one: Series, colour: string, x: (value: number) => number, y: (value: number) => number): string {
  const path = one.points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')
  const marks = one.points.map(
    (point) =>
      `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3.5" fill="${colour}"><title>${escaped(one.name)}: ${textOf(point.x)}, ${textOf(point.y)}</title></circle>`,
  )
  return `<polyline fill="none" points="${path}" ${strokeOf(one, colour)}/>\n${marks.join('\n')}`
}

function strokeOf({ isDashed = false }: Series, colour: string): string {
  return `stroke="${colour}" stroke-width="2"${isDashed ? ' stroke-dasharray="5 4"' : ''}`
}

function verticalLine(x: number, text: string): string {
  return `<line x1="${x}" x2="${x}" y1="${AREA.top}" y2="${AREA.bottom}" stroke="${GRID}" stroke-opacity="0.3"/><text x="${x}" y="${AREA.bottom + 18}" text-anchor="middle">${text}</text>`
}

function horizontalLine(y: number, text: string): string {
  return `<line x1="${AREA.left}" x2="${AREA.right}" y1="${y}" y2="${y}" stroke="${GRID}" stroke-opacity="0.3"/><text x="${AREA.left - 8}" y="${y + 4}" text-anchor="end">${text}</text>`
}

function textOf(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 })
}

function colourOf(i: number): string {
  return COLOURS[i % COLOURS.length] ?? TEXT
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
