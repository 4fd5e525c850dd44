/**
 * A photo or document. It is kept on the device the moment it is chosen and starts to upload at
 * once; the form never waits for it, because the act names it by its hash.
 */
import { Anchor, Button, FileButton, Group, Input, Progress, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { FileReference } from '../../models/fields.ts'
import { fileAddress } from '../api.ts'
import { notKept } from '../offline/outbox.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Picture } from '../parts/Picture.tsx'
import { wording } from '../wording/house.ts'
import { membersOf, useControl, useNewest } from './shape.ts'
import type { EditProps, ShowProps } from './shape.ts'
import { faultOf, keep, send } from './taking.ts'
import type { Uploaded } from './taking.ts'

/** Reading the reports of tools is nothing a reception needs to load. */
const ReportEdit = lazy(async () => ({ default: (await import('./Reported.tsx')).ReportEdit }))

type Progressed = { readonly kind: 'uploading'; readonly part: number } | Uploaded

function referenceOf(value: unknown): FileReference | undefined {
  const { sha256 } = membersOf(value)
  return typeof sha256 === 'string' ? (value as FileReference) : undefined
}

/** Takes a file in: checks it, keeps it, gives the reference to the form, uploads it. */
function useTaking({ field, onChange: change }: EditProps) {
  const { say } = useSpeech()
  const onChange = useNewest(change)
  const [progress, setProgress] = useState<Progressed>()
  const refuse = (says: string) => setProgress({ kind: 'refused', says })
  const take = async (file: File | null) => {
    if (!file) return
    const fault = await faultOf(field, file)
    if (fault) return refuse(say(fault.says, fault.values))
    const reference = await keep(file)
    if (!reference) return refuse(notKept().title)
    onChange(reference)
    setProgress({ kind: 'uploading', part: 0 })
    const sent = await send(reference, (part) => setProgress({ kind: 'uploading', part }))
    if (sent.kind === 'refused') onChange(undefined)
    setProgress(sent)
  }
  return { progress, take: (file: File | null) => void take(file) }
}

export function FileEdit(props: EditProps) {
  if (!props.field.report) return <AnyFile {...props} />
  return (
    <Suspense fallback={null}>
      <ReportEdit {...props} />
    </Suspense>
  )
}

function AnyFile(props: EditProps) {
  const { say } = useSpeech()
  const { id, label, description, error, withAsterisk } = useControl(props)
  const { progress, take } = useTaking(props)
  const value = referenceOf(props.value)
  const accept = props.field.accept ?? []
  const pictures = accept.filter((type) => type.startsWith('image/')).join(',')
  const says = progress?.kind === 'refused' ? progress.says : error
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={says}
      withAsterisk={withAsterisk}
      labelElement="div"
    >
      <Group gap="xs" mt={6} align="center">
        {value && <Chosen file={value} />}
        {pictures && (
          <FileButton onChange={take} accept={pictures} capture="environment">
            {(button) => (
              <Button
                {...button}
                id={id}
                variant={value ? 'default' : 'light'}
                leftSection={<Icon name="camera" />}
                aria-label={`${label}: ${say(wording.photo)}`}
              >
                {say(wording.photo)}
              </Button>
            )}
          </FileButton>
        )}
        <FileButton onChange={take} accept={accept.join(',')}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              leftSection={<Icon name="file" />}
              aria-label={`${label}: ${say(value ? wording.replaceFile : wording.chooseFile)}`}
            >
              {say(value ? wording.replaceFile : wording.chooseFile)}
            </Button>
          )}
        </FileButton>
        {progress && <HowFar progress={progress} label={label} />}
      </Group>
    </Input.Wrapper>
  )
}

function Chosen({ file }: { readonly file: FileReference }) {
  if (file.type.startsWith('image/')) {
    return <Picture sha256={file.sha256} alt={file.name} className="thumb" />
  }
  return <Text size="sm">{file.name}</Text>
}

function HowFar({ progress, label }: { readonly progress: Progressed; readonly label: string }) {
  const { say } = useSpeech()
  if (progress.kind === 'refused') return null
  if (progress.kind === 'uploading') {
    const part = Math.round(progress.part * 100)
    return (
      <div className="progress" role="status">
        <Text size="sm">{say(wording.uploading, { part })}</Text>
        <Progress value={part} aria-label={label} />
      </div>
    )
  }
  return (
    <Text size="sm" c="dimmed" role="status">
      {say(progress.kind === 'uploaded' ? wording.uploaded : wording.uploadLater)}
    </Text>
  )
}

export function FileShow({ value }: ShowProps) {
  const { say } = useSpeech()
  const file = referenceOf(value)
  if (!file) return null
  return (
    <Anchor
      href={fileAddress(file.sha256)}
      target="_blank"
      rel="noopener"
      aria-label={say(wording.openFile, { name: file.name })}
      className="attached"
    >
      {file.type.startsWith('image/') ? (
        <Picture sha256={file.sha256} alt="" className="thumb" />
      ) : (
        <Icon name="file" />
      )}
      <span>{file.name}</span>
    </Anchor>
  )
}
