/**
 * The files of a record: small pictures in a row, and one of them large, with zoom and the keys
 * one expects. A document opens in a tab of its own, as the page's security policy wants it.
 */
import { Button, Group, Paper, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { FileReference } from '../../models/fields.ts'
import { factsWithin } from '../../models/derive/views.ts'
import type { Ledger } from '../../models/ledger.ts'
import type { Words } from '../../models/words.ts'
import { fileAddress } from '../api.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { recordWording } from '../wording/record.ts'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'
import { Picture } from './Picture.tsx'

interface Attachment {
  readonly file: FileReference
  readonly label: Words
}

function attachmentsOf(ledger: Ledger, record: RecordView): readonly Attachment[] {
  const found = new Map<string, Attachment>()
  for (const { field, value } of factsWithin(ledger, record.facts)) {
    const file =
      field.kind === 'file'
        ? (value as FileReference)
        : field.kind === 'signature'
          ? (value as { image: FileReference }).image
          : undefined
    if (file && !found.has(file.sha256)) found.set(file.sha256, { file, label: field.label })
  }
  return [...found.values()]
}

interface AttachmentsProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

export function Attachments({ ledger, record }: AttachmentsProps) {
  const { say } = useSpeech()
  const attachments = attachmentsOf(ledger, record)
  const [shown, setShown] = useState<number>()
  if (attachments.length === 0) return null
  return (
    <Paper className="card attachments" component="section">
      <Title order={2} size="h4">
        {say(recordWording.attachments)}
      </Title>
      <ul>
        {attachments.map(({ file, label }, at) => (
          <li key={file.sha256}>
            <button
              type="button"
              className="attachment printed"
              aria-label={say(recordWording.openViewer, { name: `${say(label)} ${file.name}` })}
              onClick={() => setShown(at)}
            >
              {isPicture(file) ? (
                <Picture sha256={file.sha256} alt="" className="thumb" />
              ) : (
                <span className="thumb thumb-file">
                  <Icon name="file" size={32} />
                </span>
              )}
              <span>{say(label)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown !== undefined && (
        <Viewer
          attachments={attachments}
          at={shown}
          go={setShown}
          close={() => setShown(undefined)}
        />
      )}
    </Paper>
  )
}

function isPicture({ type }: FileReference): boolean {
  return type.startsWith('image/')
}

const zoomMax = 6
const zoomStep = 1.5

interface ViewerProps {
  readonly attachments: readonly Attachment[]
  readonly at: number
  readonly go: (at: number) => void
  readonly close: () => void
}

function Viewer({ attachments, at, go, close }: ViewerProps) {
  const { say } = useSpeech()
  const dialog = useRef<HTMLDialogElement>(null)
  const [zoom, setZoom] = useState(1)
  const shown = attachments[at]
  useEffect(() => dialog.current?.showModal(), [])
  if (!shown) return null
  const { file, label } = shown
  const total = attachments.length
  const by = (factor: number) => setZoom((now) => Math.min(zoomMax, Math.max(1, now * factor)))
  const move = (step: number) => {
    setZoom(1)
    go((at + step + total) % total)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => move(1),
    ArrowLeft: () => move(-1),
    '+': () => by(zoomStep),
    '-': () => by(1 / zoomStep),
  }
  return createPortal(
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={say(recordWording.viewer)}
      onClose={close}
      onKeyDown={({ key }) => keys[key]?.()}
    >
      <header>
        <strong className="grow">
          {say(label)} <small>{file.name}</small>
        </strong>
        <span>{say(recordWording.fileOf, { n: at + 1, total })}</span>
        <Button variant="default" onClick={() => dialog.current?.close()}>
          {say(wording.close)}
        </Button>
      </header>
      <div
        className="viewer-stage"
        data-zoomed={zoom > 1 || undefined}
        onDoubleClick={() => by(zoomStep)}
      >
        {isPicture(file) ? (
          <div
            className="viewer-picture"
            style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }}
          >
            <Picture sha256={file.sha256} alt={`${say(label)} ${file.name}`} />
          </div>
        ) : (
          <Button
            component="a"
            href={fileAddress(file.sha256)}
            target="_blank"
            rel="noopener"
            size="lg"
          >
            {say(recordWording.openFile)}
          </Button>
        )}
      </div>
      <Group component="footer" justify="center" gap="sm">
        {total > 1 && (
          <Button variant="default" onClick={() => move(-1)} leftSection={<Icon name="left" />}>
            {say(recordWording.previousFile)}
          </Button>
        )}
        {isPicture(file) && (
          <>
            <Button variant="default" onClick={() => by(1 / zoomStep)} disabled={zoom === 1}>
              {say(recordWording.zoomOut)}
            </Button>
            <Button variant="default" onClick={() => by(zoomStep)} disabled={zoom === zoomMax}>
              {say(recordWording.zoomIn)}
            </Button>
          </>
        )}
        {total > 1 && (
          <Button variant="default" onClick={() => move(1)} rightSection={<Icon name="right" />}>
            {say(recordWording.nextFile)}
          </Button>
        )}
      </Group>
    </dialog>,
    document.body,
  )
}
