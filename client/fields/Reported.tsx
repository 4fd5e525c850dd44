/**
 * The report of a tool: chosen from the device, read by the house, and filled into the form it is
 * chosen in. What it says stands here to be compared with what the form then holds.
 */
import { Button, FileButton, Group, Input, Loader, Text } from '@mantine/core'
import { useState } from 'react'
import { limits } from '../../models/limits.ts'
import type { Proposed } from '../../models/toolreport/proposing.ts'
import type { Words } from '../../models/words.ts'
import { useAbout } from '../floor/about.ts'
import { useSpeech } from '../language.tsx'
import { notKept } from '../offline/outbox.ts'
import { Icon } from '../parts/Icon.tsx'
import { wording } from '../wording/house.ts'
import { reports } from '../wording/reports.ts'
import { ShowField } from './Field.tsx'
import { bring, filledBy, typed } from './report.ts'
import type { Came } from './report.ts'
import { membersOf, useControl, useNewest } from './shape.ts'
import type { EditProps } from './shape.ts'
import './reports.css'

/** Devices know logs by their ending rather than by a kind. */
const endings = ['.log', '.txt', '.xml', '.pdf']

interface Said {
  readonly disks: readonly Proposed[]
  readonly says: string
}

/** Takes a report in and gives what it says to the form. */
function useReport({ field, path, onChange: change }: EditProps) {
  const { say } = useSpeech()
  const about = useAbout()
  const onChange = useNewest(change)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said>()
  const [fault, setFault] = useState<string>()
  const toldBy = (disks: readonly Proposed[]): Said => {
    const spread = about?.report?.(field, disks)
    if (!spread) return { disks, says: say(reports.read) }
    const { rows, without } = spread
    const many = say(reports.readMany, { disks: disks.length, rows })
    const titles = without.join(say({ ja: '、', en: ', ' }))
    return { disks, says: titles === '' ? many : `${many} ${say(reports.without, { titles })}` }
  }
  const filledIn = useNewest((disks: readonly Proposed[]) => setSaid(toldBy(disks)))
  const settle = (came: Came) => {
    if (came.kind === 'full') return setFault(notKept().title)
    if (came.kind === 'refused') return setFault(came.problem.title)
    if (came.kind === 'read') {
      onChange(came.read.file)
      return filledIn(came.read.disks)
    }
    onChange(came.file)
    setSaid({ disks: [], says: say(came.kind === 'kept' ? reports.later : reports.document) })
  }
  const take = async (chosen: File | null) => {
    if (!chosen || !about) return
    setFault(undefined)
    setSaid(undefined)
    const max = limits.reportBytesMax
    if (chosen.size === 0) return setFault(say(wording.fileEmpty))
    if (chosen.size > max) {
      return setFault(say(wording.fileTooLarge, { max: max / (1024 * 1024) }))
    }
    setBusy(true)
    const query = about.record === undefined ? '' : `?record=${about.record}`
    settle(await bring(await typed(chosen), `/${about.ledger.name}/reports/${path}${query}`))
    setBusy(false)
  }
  return { busy, said, fault, take: (file: File | null) => void take(file) }
}

export function ReportEdit(props: EditProps) {
  const { say } = useSpeech()
  const { id, label, description, error, withAsterisk } = useControl(props)
  const { busy, said, fault, take } = useReport(props)
  const { name } = membersOf(props.value)
  const chosen = typeof name === 'string' ? name : undefined
  const choose = say(chosen === undefined ? reports.choose : reports.again)
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={fault ?? error}
      withAsterisk={withAsterisk}
      labelElement="div"
    >
      <Group gap="sm" mt={6} align="center">
        <FileButton onChange={take} accept={[...(props.field.accept ?? []), ...endings].join(',')}>
          {(button) => (
            <Button
              {...button}
              id={id}
              variant={chosen === undefined ? 'light' : 'default'}
              leftSection={busy ? <Loader size={16} /> : <Icon name="file" />}
              aria-label={`${label}: ${choose}`}
              disabled={busy}
            >
              {choose}
            </Button>
          )}
        </FileButton>
        {chosen !== undefined && (
          <Text size="sm" className="report-name">
            {chosen}
          </Text>
        )}
      </Group>
      <div role="status">
        {busy && (
          <Text size="sm" c="dimmed" mt="xs">
            {say(reports.reading)}
          </Text>
        )}
        {said && chosen !== undefined && <WhatItSays field={props.field} said={said} />}
      </div>
    </Input.Wrapper>
  )
}

/** What the report says of each disk, and what has to be known besides. */
function WhatItSays({ field, said }: { readonly field: EditProps['field']; readonly said: Said }) {
  const { say } = useSpeech()
  const { disks, says } = said
  const tells = new Map(disks.flatMap((disk) => disk.tells.map((tell) => [tell.en, tell])))
  return (
    <div className="report-said">
      <Text size="sm" fw={600}>
        {says}
      </Text>
      {tells.size > 0 && (
        <ul className="report-tells">
          {[...tells.values()].map((tell) => (
            <li key={tell.en}>{say(tell)}</li>
          ))}
        </ul>
      )}
      {disks.length > 0 && (
        <details>
          <summary>{say(reports.whole)}</summary>
          {disks.map((disk) => (
            <Disk key={disk.serial ?? ''} field={field} disk={disk} />
          ))}
        </details>
      )}
    </div>
  )
}

function Disk({ field, disk }: { readonly field: EditProps['field']; readonly disk: Proposed }) {
  const { say } = useSpeech()
  const fields = useAbout()?.ledger.fields ?? {}
  const rows = filledBy(field).flatMap((key): { label: Words; key: string }[] => {
    const known = fields[key]
    return known && disk.proposes[key] !== undefined ? [{ label: known.label, key }] : []
  })
  return (
    <dl className="report-disk">
      <dt>{say(reports.inReport)}</dt>
      <dd className="code">{disk.serial ?? say(reports.unnamed)}</dd>
      {rows.map(({ label, key }) => {
        const known = fields[key]
        return (
          <div key={key} className="report-pair">
            <dt>{say(label)}</dt>
            <dd>{known && <ShowField field={known} value={disk.proposes[key]} linked={{}} />}</dd>
          </div>
        )
      })}
    </dl>
  )
}
