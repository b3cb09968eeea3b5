/** One measured figure and what it is compared to in the same run. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What the value may be on two slow cores, from the acceptance list; absent where there is none. */
  readonly limit?: number
  /** `most` = the value may be at most the limit (a time), `least` = it must reach it (a rate). */
  readonly bound: 'most' | 'least'
  /** Something of known cost, measured in the same run. */
  readonly comparison?: { readonly name: string; readonly value: number; readonly unit: string }
}

/** Lines that show figures, each with its limit and its ratio to what it is compared to. */
export function figureLines(figures: readonly Figure[]): readonly string[] {
  const width = Math.max(...figures.map(figure => figure.name.length))
  return figures.map(figure => {
    const parts = [
      `${mark(figure)} ${figure.name.padEnd(width)}  ${shown(figure.value, figure.unit)}`,
      figure.limit === undefined ? '' : `(at ${figure.bound} ${shown(figure.limit, figure.unit)})`,
      ratio(figure),
    ]
    return parts.filter(part => part !== '').join('  ')
  })
}

/** True when every figure keeps its limit. */
export function allKept(figures: readonly Figure[]): boolean {
  return figures.every(isKept)
}

function isKept({ value, limit, bound }: Figure): boolean {
  if (limit === undefined) return true
  return bound === 'most' ? value <= limit : value >= limit
}

function mark(figure: Figure): string {
  if (figure.limit === undefined) return '     '
  return isKept(figure) ? 'ok   ' : 'OVER '
}

function ratio({ value, comparison }: Figure): string {
  if (comparison === undefined) return ''
  const times = comparison.value === 0 ? '?' : (value / comparison.value).toPrecision(2)
  return `= ${times} × ${comparison.name} (${shown(comparison.value, comparison.unit)})`
}

function shown(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`.trim()
}

/** The value below which this part of the samples lies: `quantile(times, 0.95)`. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** Median time of an action in milliseconds, after two runs to warm up. */
export function medianMs(action: () => unknown, rounds = 9): number {
  action()
  action()
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now()
    action()
    return performance.now() - started
  })
  return quantile(times, 0.5)
}

/** Least processor time of an action in milliseconds, after one run to warm up: what others do on the machine counts little. */
export function processorMs(action: () => unknown, rounds = 9): number {
  action()
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage()
    action()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}
