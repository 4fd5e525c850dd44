/** Exports the server makes or has made: how far each is, and what can be done with it. */
import { Button, Progress, Text } from '@mantine/core'
import { underWay } from '../../models/exporting.ts'
import type { ExportView } from '../../models/exporting.ts'
import { printMoment } from '../../models/fields.ts'
import { useSpeech } from '../language.tsx'
import { useZone } from '../places.tsx'
import { exportWords } from '../wording/exports.ts'

interface MadeProps {
  readonly made: readonly ExportView[]
  readonly cancel: (id: string) => void
}

export function Made({ made, cancel }: MadeProps) {
  return (
    <ul className="export-list">
      {made.map((one) => (
        <One key={one.id} one={one} cancel={cancel} />
      ))}
    </ul>
  )
}

interface OneProps {
  readonly one: ExportView
  readonly cancel: (id: string) => void
}

function One({ one, cancel }: OneProps) {
  const { say, language } = useSpeech()
  const { id, name, state, rows, of } = one
  const part = of === undefined || of === 0 ? 0 : Math.floor((100 * rows) / of)
  return (
    <li className="export-one">
      <div>
        <Text className="export-name" fw={600} size="sm">
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          <span role="status">{say(exportWords[state])}</span>
          <Further one={one} />
        </Text>
      </div>
      {underWay(one) && (
        <>
          <Button
            variant="default"
            aria-label={say(exportWords.cancelOne, { name })}
            onClick={() => cancel(id)}
          >
            {say(exportWords.cancel)}
          </Button>
          <Progress.Root size="lg">
            <Progress.Section
              value={part}
              aria-label={name}
              aria-valuetext={say(exportWords.progress, {
                rows: rows.toLocaleString(language),
                of: (of ?? 0).toLocaleString(language),
              })}
            />
          </Progress.Root>
        </>
      )}
      {state === 'done' && (
        <Button
          component="a"
          href={`/api/v1/exports/${id}/file`}
          download={name}
          variant="light"
          aria-label={say(exportWords.fetchOne, { name })}
        >
          {say(exportWords.fetch)}
        </Button>
      )}
    </li>
  )
}

/** What else there is to say of where it stands. */
function Further({ one }: { readonly one: ExportView }) {
  const { say, language } = useSpeech()
  const timeZone = useZone()
  const { state, rows, of, keptUntil, problem } = one
  const count = (value: number) => value.toLocaleString(language)
  if (problem) return <>{`\u3000${problem.title}`}</>
  if (state === 'running' && of !== undefined) {
    return <>{`\u3000${say(exportWords.progress, { rows: count(rows), of: count(of) })}`}</>
  }
  if (state !== 'done' || keptUntil === undefined) return null
  const time = printMoment(keptUntil, { timeZone }).split(' ')[1]
  return <>{`\u3000${say(exportWords.kept, { rows: count(rows), time })}`}</>
}
