/** The figures of a run, each beside the floor it is measured against, printed as a table. */

export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | '/s' | 'MB/s' | 'MB'
  /** What it is compared with, measured in the same run. */
  readonly floor?: { readonly what: string; readonly value: number }
}

/** A title and its figures. */
export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
  /** How the figures came about, where the titles do not say it. */
  readonly notes: readonly string[]
}

/** Prints a section as Markdown; a ratio is always the figure divided by its floor. */
export function printed({ title, figures, notes }: Section): string {
  const rows = figures.map(({ what, value, unit, floor }) => {
    const ratio = floor ? `${rounded(value / floor.value)} × ${floor.what}` : ''
    return `| ${what} | ${rounded(value)} ${unit} | ${ratio} |`
  })
  const lines = [`## ${title}`, '', '| | figure | ratio |', '|---|---:|---|', ...rows, '']
  return [...lines, ...notes.map((note) => `- ${note}`), ''].join('\n')
}

/** Three digits that count, never in powers of ten. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}
