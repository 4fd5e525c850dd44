/**
 * Counts over days or hours as columns, each with its number; the same figures stand beside it as
 * a table for those who do not see the picture. Nothing in it moves, and the column of now is
 * hatched as well as darker.
 */
import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { WallBar } from '../../models/figures.ts'
import { useSpeech } from '../language.tsx'
import { wall } from '../wording/wall.ts'

interface ColumnsProps {
  readonly label: string
  readonly per: 'day' | 'hour'
  readonly bars: readonly WallBar[]
  /** The key of the column that is now. */
  readonly current: string
}

/** Room above the tallest column for its number, in pixels. */
const margin = { top: 26, right: 20, bottom: 0, left: 8 }
const columnRadius: [number, number, number, number] = [3, 3, 0, 0]

export function Columns({ label, per, bars, current }: ColumnsProps) {
  const { say } = useSpeech()
  const shown = bars.map(({ key, count }) => ({ key, count, name: nameOf(per, key) }))
  return (
    <>
      <div className="wall-columns" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={shown} margin={margin} accessibilityLayer={false} barCategoryGap="18%">
            <defs>
              <pattern
                id={`hatch-${per}`}
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="6" height="6" className="wall-hatch-ground" />
                <rect width="2" height="6" className="wall-hatch-line" />
              </pattern>
            </defs>
            <XAxis
              dataKey="name"
              tickLine={false}
              axisLine
              interval={0}
              ticks={shown.filter((_, at) => told(per, shown.length, at)).map(({ name }) => name)}
            />
            <YAxis hide domain={[0, 'dataMax']} allowDecimals={false} />
            <Bar dataKey="count" isAnimationActive={false} radius={columnRadius}>
              {shown.map(({ key }) => (
                <Cell
                  key={key}
                  className="wall-column"
                  fill={key === current ? `url(#hatch-${per})` : 'var(--wall-bar)'}
                />
              ))}
              <LabelList dataKey="count" position="top" formatter={(n) => (n === 0 ? '' : n)} />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      <table className="wall-table">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{say(per === 'day' ? wall.day : wall.hour)}</th>
            <th scope="col">{say(wall.count)}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, count }) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** Whether a column's name stands below it: every third hour, and the day of today week by week. */
function told(per: 'day' | 'hour', count: number, at: number): boolean {
  return per === 'hour' ? at % 3 === 0 : (count - 1 - at) % 7 === 0
}

/** A day as month and day without leading zeros, which both languages read. */
function nameOf(per: 'day' | 'hour', key: string): string {
  if (per === 'hour') return key
  const [, month, day] = key.split('-')
  return `${Number(month)}/${Number(day)}`
}
