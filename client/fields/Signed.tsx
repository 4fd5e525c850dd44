/**
 * A signature drawn on the screen. What goes into the act is the picture by its hash, the strokes
 * behind it and when the last of them was drawn.
 */
import { Input, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Signature } from '../../models/fields.ts'
import { serverNow } from '../offline/clock.ts'
import { attach } from '../offline/attach.ts'
import { useSpeech } from '../language.tsx'
import { Picture } from '../parts/Picture.tsx'
import { SignaturePad } from '../parts/SignaturePad.tsx'
import { pictureOf } from '../parts/strokes.ts'
import type { Stroke } from '../parts/ink.ts'
import { Time } from '../parts/Time.tsx'
import { notKept } from '../offline/outbox.ts'
import { dropFile } from '../offline/shelf.ts'
import { wording } from '../wording/house.ts'
import { membersOf, useControl, useNewest } from './shape.ts'
import type { EditProps, ShowProps } from './shape.ts'

function signatureOf(value: unknown): Signature | undefined {
  return 'image' in membersOf(value) ? (value as Signature) : undefined
}

/** Turns strokes into a signature and drops the picture of the strokes before. */
async function sign(strokes: readonly Stroke[], before: Signature | undefined) {
  const image = await attach(await pictureOf(strokes), 'signature.png')
  if (before && before.image.sha256 !== image.sha256) await dropFile(before.image.sha256)
  return { image, strokes, signedAt: serverNow().toISOString() }
}

export function SignatureEdit(props: EditProps) {
  const { id, label, description, error, withAsterisk } = useControl(props)
  const { faults, path } = props
  const onChange = useNewest(props.onChange)
  const value = signatureOf(props.value)
  const [strokes, setStrokes] = useState<readonly Stroke[]>(value?.strokes ?? [])
  const [full, setFull] = useState(false)
  const newest = useRef<readonly Stroke[]>(strokes)
  const change = (next: readonly Stroke[]) => {
    newest.current = next
    setStrokes(next)
    onChange(next.length > 0 ? { pending: true } : undefined)
    if (next.length === 0) return
    sign(next, value).then(
      (signed) => {
        setFull(false)
        // A stroke added meanwhile brings its own picture.
        if (newest.current === next) onChange(signed)
      },
      () => {
        setFull(true)
        onChange(undefined)
      },
    )
  }
  const fault =
    (full ? notKept().title : error) ?? faults[`${path}.image`] ?? faults[`${path}.signedAt`]
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={fault}
      withAsterisk={withAsterisk}
      labelElement="div"
    >
      <SignaturePad
        id={id}
        label={label}
        faulty={fault !== undefined}
        strokes={strokes}
        onChange={change}
      />
    </Input.Wrapper>
  )
}

export function SignatureShow({ field, value }: ShowProps) {
  const { say } = useSpeech()
  const signature = signatureOf(value)
  if (!signature) return null
  return (
    <span className="signed">
      <Picture
        sha256={signature.image.sha256}
        alt={say(wording.signatureOf, { label: say(field.label) })}
        className="signature"
      />
      <Text size="xs" c="dimmed" component="span">
        <Time at={signature.signedAt} />
      </Text>
    </span>
  )
}
