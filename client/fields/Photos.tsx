/**
 * A list of photos, taken one after another straight from the camera. Each is shown as soon as it
 * is taken; what else is said of it stands below its picture.
 */
import { ActionIcon, Button, FileButton, Group, Input, Text } from '@mantine/core'
import { memo, useState } from 'react'
import type { Field, FileReference } from '../../models/fields.ts'
import { limits } from '../../models/limits.ts'
import { rowOf } from '../floor/usual.ts'
import { useSpeech } from '../language.tsx'
import { notKept } from '../offline/outbox.ts'
import { Icon } from '../parts/Icon.tsx'
import { Picture } from '../parts/Picture.tsx'
import { wording } from '../wording/house.ts'
import { nowToMinute } from '../zone.ts'
import { EditField } from './Field.tsx'
import { controlId, membersOf, useControl, useNewest } from './shape.ts'
import type { EditProps } from './shape.ts'
import { faultOf, filePartOf, keep, send } from './taking.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

interface TakingProps {
  readonly field: Field
  readonly rows: Rows
  readonly onRows: (rows: Rows) => void
  /** What is said of the photos, for the names of the buttons. */
  readonly label: string
  readonly id?: string
  readonly compact?: boolean
}

/** The buttons that take photos: one opens the camera, the other the device's own files. */
export function PhotoButtons({ field, rows, onRows, label, id, compact }: TakingProps) {
  const { say } = useSpeech()
  const [key = '', part] = filePartOf(field) ?? []
  const [says, setSays] = useState<string>()
  const addRows = useNewest((made: Rows) => onRows([...rows, ...made]))
  const take = async (files: readonly File[]) => {
    setSays(undefined)
    if (!part) return
    const made: Record<string, unknown>[] = []
    for (const file of files.slice(0, limits.listItemsMax - rows.length)) {
      const fault = await faultOf(part, file)
      if (fault) {
        setSays(say(fault.says, fault.values))
        continue
      }
      const kept = await keep(file)
      if (!kept) {
        setSays(notKept().title)
        break
      }
      made.push({ ...rowOf(field.parts, { account: '', now: nowToMinute() }), [key]: kept })
    }
    addRows(made)
    for (const row of made) {
      const sent = await send(row[key] as FileReference)
      if (sent.kind === 'refused') setSays(sent.says)
      else setSays(say(sent.kind === 'uploaded' ? wording.uploaded : wording.uploadLater))
    }
  }
  const accept = part?.accept?.join(',') ?? ''
  const onTake = (files: File[]) => void take(files)
  return (
    <Group gap="xs" align="center">
      <FileButton onChange={onTake} accept={accept} capture="environment" multiple>
        {(button) => (
          <Button
            {...button}
            {...(id && { id })}
            variant="light"
            leftSection={<Icon name="camera" />}
            aria-label={`${label}: ${say(wording.photo)}`}
          >
            {say(wording.photo)}
          </Button>
        )}
      </FileButton>
      {!compact && (
        <FileButton onChange={onTake} accept={accept} multiple>
          {(button) => (
            <Button
              {...button}
              variant="default"
              leftSection={<Icon name="file" />}
              aria-label={`${label}: ${say(wording.chooseFile)}`}
            >
              {say(wording.chooseFile)}
            </Button>
          )}
        </FileButton>
      )}
      {says !== undefined && (
        <Text size="sm" c="dimmed" role="status">
          {says}
        </Text>
      )}
    </Group>
  )
}

interface ThumbsProps {
  readonly field: Field
  readonly rows: Rows
  readonly onRows: (rows: Rows) => void
  readonly label: string
}

/** Small pictures of what was taken, each with a way to take it away. */
export const Thumbs = memo(function Thumbs({ field, rows, onRows, label }: ThumbsProps) {
  const { say } = useSpeech()
  const [key = ''] = filePartOf(field) ?? []
  return rows.map((row, at) => (
    <span key={at} className="thumb-one">
      <Thumb file={row[key]} />
      <ActionIcon
        className="thumb-away"
        aria-label={say(wording.remove, { label, n: at + 1 })}
        onClick={() => onRows(rows.filter((_, n) => n !== at))}
      >
        <Icon name="close" size={16} />
      </ActionIcon>
    </span>
  ))
})

function Thumb({ file }: { readonly file: unknown }) {
  const { sha256, name } = membersOf(file)
  if (typeof sha256 !== 'string') return null
  return <Picture sha256={sha256} alt={String(name)} className="thumb" />
}

export function PhotosEdit(props: EditProps) {
  const { say } = useSpeech()
  const { label, description, error, withAsterisk } = useControl(props)
  const { field, path, onChange } = props
  const rows: Rows = Array.isArray(props.value) ? props.value.map(membersOf) : []
  const [key = ''] = filePartOf(field) ?? []
  const others = Object.entries(field.parts ?? {}).filter(([one]) => one !== key)
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={error}
      withAsterisk={withAsterisk}
      labelElement="div"
    >
      <div className="photos">
        {rows.map((row, at) => (
          <div key={at} className="photo">
            <Thumb file={row[key]} />
            <div className="photo-said">
              {others.map(([one, part]) => (
                <EditField
                  key={one}
                  field={part}
                  path={`${path}.${at}.${one}`}
                  value={row[one]}
                  onChange={(next) =>
                    onChange(rows.map((r, n) => (n === at ? { ...r, [one]: next } : r)))
                  }
                  needed={part.required}
                  faults={props.faults}
                  linked={props.linked}
                />
              ))}
            </div>
            <ActionIcon
              aria-label={say(wording.remove, { label, n: at + 1 })}
              onClick={() => onChange(rows.filter((_, n) => n !== at))}
            >
              <Icon name="close" />
            </ActionIcon>
          </div>
        ))}
        <PhotoButtons
          field={field}
          rows={rows}
          onRows={onChange}
          label={label}
          id={controlId(path)}
        />
      </div>
    </Input.Wrapper>
  )
}
