/**
 * What people type: a line, several lines, a code that a scanner may type for them, and a name
 * with its reading.
 */
import { Fieldset, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type { Field } from '../../models/field.ts'
import { useSpeech } from '../language.tsx'
import { beside } from '../parts/beside.tsx'
import { codeFrom } from '../scan/code.ts'
import { ScanButton } from '../scan/Scan.tsx'
import { takesScan } from '../scan/wedge.ts'
import { wording } from '../wording/house.ts'
import { scanning } from '../wording/scan.ts'
import { controlId, membersOf, useControl, useNewest } from './shape.ts'
import type { EditProps, ShowProps } from './shape.ts'

function written(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A keyboard that changes nothing of what is typed. */
const exact = { autoCorrect: 'off', spellCheck: false } as const

/** How a screen's keyboard is set for a line of text; its Enter goes on to the next control. */
function keyboardOf({ keyboard }: Field) {
  return {
    enterKeyHint: 'next' as const,
    ...(keyboard !== undefined && { ...exact, autoCapitalize: 'none' }),
    ...(keyboard === 'digits' && { inputMode: 'numeric' as const }),
  }
}

export function TextEdit(props: EditProps) {
  return (
    <TextInput
      {...useControl(props)}
      value={written(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete="off"
      {...keyboardOf(props.field)}
    />
  )
}

export function LinesEdit(props: EditProps) {
  return (
    <Textarea
      {...useControl(props)}
      value={written(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autosize
      minRows={3}
      maxRows={24}
    />
  )
}

export function LinesShow({ value }: ShowProps) {
  return <span className="lines">{written(value)}</span>
}

/**
 * A code is typed, scanned with the camera, or typed by a scanner, whose Enter goes on to the next
 * control instead of sending. The label of a record gives the code that record is known by.
 */
export function CodeEdit(props: EditProps) {
  const { say } = useSpeech()
  const onChange = useNewest(props.onChange)
  const control = useControl(props)
  const take = (text: string) => void codeFrom(text, props.path).then(onChange)
  const label = say(scanning.scanFor, { label: control.label })
  return (
    <TextInput
      {...takesScan}
      {...control}
      inputContainer={beside(<ScanButton compact onScan={take} label={label} />)}
      className="code"
      value={written(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete="off"
      // Codes are kept in capitals.
      autoCapitalize="characters"
      {...exact}
      {...keyboardOf(props.field)}
    />
  )
}

export function CodeShow({ value }: ShowProps) {
  return <span className="code">{written(value)}</span>
}

export function NameEdit(props: EditProps) {
  const { say } = useSpeech()
  const { label, description, error, withAsterisk } = useControl(props)
  const value = membersOf(props.value)
  const { faults, path } = props
  return (
    <Fieldset legend={label} variant="unstyled" className="pair">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          id={controlId(path)}
          label={label}
          description={description}
          withAsterisk={withAsterisk}
          error={error ?? faults[`${path}.name`]}
          value={written(value['name'])}
          onChange={(event) => props.onChange({ ...value, name: event.currentTarget.value })}
          autoComplete="off"
          enterKeyHint="next"
          {...exact}
        />
        <TextInput
          id={controlId(`${path}.furigana`)}
          label={say(wording.furigana)}
          error={faults[`${path}.furigana`]}
          value={written(value['furigana'])}
          onChange={(event) => props.onChange({ ...value, furigana: event.currentTarget.value })}
          autoComplete="off"
          enterKeyHint="next"
          {...exact}
        />
      </SimpleGrid>
    </Fieldset>
  )
}

export function NameShow({ value }: ShowProps) {
  const { name, furigana } = membersOf(value)
  if (!furigana) return <>{written(name)}</>
  return (
    <ruby>
      {written(name)}
      <rp>（</rp>
      <rt>{written(furigana)}</rt>
      <rp>）</rp>
    </ruby>
  )
}
