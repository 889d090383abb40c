import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type Theme, useTheme } from '../app/theme.ts'
import { axisTime } from '../data/time.ts'

interface ChartProps {
  /** For who cannot see it: what it shows, with the figures that matter. */
  label: string
  /** Rising seconds since 1970, and a figure at each. */
  x: readonly number[]
  y: readonly number[]
  height: number
  /** A figure stays until the next one. */
  isStepped?: boolean
  formatY: (value: number) => string
}

/** One line over time, as wide as there is room. */
export function Chart({ label, x, y, height, isStepped = false, formatY }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const newest = useRef({ data: dataOf(x, y), formatY })
  newest.current = { data: dataOf(x, y), formatY }
  const theme = useTheme()

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const look = {
      colours: coloursOf(element, theme),
      isStepped,
      format: (value: number) => newest.current.formatY(value),
    }
    const made = new uPlot({ ...optionsOf(look), width: element.clientWidth, height }, newest.current.data, element)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = undefined
    }
  }, [theme, height, isStepped])

  useEffect(() => plot.current?.setData(dataOf(x, y)), [x, y])

  return <div ref={frame} className="chart" role="img" aria-label={label} style={{ minHeight: height }} />
}

function dataOf(x: readonly number[], y: readonly number[]): uPlot.AlignedData {
  return [x as number[], y as number[]]
}

interface Look {
  colours: ReturnType<typeof coloursOf>
  isStepped: boolean
  format: (value: number) => string
}

const AXIS_WIDTH = 64
const AXIS_HEIGHT = 30
/** Seconds between labels of time: whole ones, as labels have no fractions. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 604_800, 2_592_000]
/** Pixels that a label of time needs. */
const LABEL_SPACE = 96

function optionsOf({ colours, isStepped, format }: Look): Omit<uPlot.Options, 'width' | 'height'> {
  const axis: uPlot.Axis = {
    stroke: colours.quiet,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
    font: colours.font,
  }
  const timeOf = ({ scales }: uPlot, ticks: number[]) => {
    const span = (scales.x?.max ?? 0) - (scales.x?.min ?? 0)
    return ticks.map((tick) => axisTime(tick * 1_000, span * 1_000))
  }
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 28, 0, 0],
    scales: { x: { time: true }, y: { range: (_plot, min, max) => rangeOf(min, max) } },
    axes: [
      { ...axis, grid: { show: false }, size: AXIS_HEIGHT, incrs: STEPS, space: LABEL_SPACE, values: timeOf },
      { ...axis, size: AXIS_WIDTH, values: (_plot, ticks) => ticks.map(format) },
    ],
    series: [
      {},
      {
        stroke: colours.accent,
        width: 2,
        fill: colours.soft,
        points: { show: false },
        ...(isStepped && uPlot.paths.stepped !== undefined ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
      },
    ],
  }
}

/** From zero up, unless it goes below; a flat line has room around it. */
function rangeOf(min: number | null, max: number | null): [number, number] {
  const [low, high] = [Math.min(0, min ?? 0), Math.max(0, max ?? 0)]
  return low === high ? [0, 1] : [low * 1.05, high * 1.08]
}

/** What the style sheet makes of the names of colours in this theme: a canvas knows no custom properties. */
function coloursOf(element: HTMLElement, _theme: Theme) {
  const probe = element.appendChild(document.createElement('span'))
  const resolve = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const colours = {
    accent: resolve('--accent'),
    soft: resolve('--accent-soft'),
    quiet: resolve('--ink-quiet'),
    line: resolve('--line'),
    font: `12px ${getComputedStyle(element).fontFamily}`,
  }
  probe.remove()
  return colours
}
