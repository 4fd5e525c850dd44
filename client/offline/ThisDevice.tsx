/** What this device is called, and whether its browser promised to keep what has not been sent. */
import { Button, Group, Paper, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import { Time } from '../parts/Time.tsx'
import { useAnnounce } from '../parts/Notice.tsx'
import { banners } from '../wording/banners.ts'
import { unsent } from '../wording/unsent.ts'
import { appVersion, renameDevice, staysKept, useDevice } from './device.ts'
import type { Device } from './device.ts'
import { usePocket } from './pocket.ts'

export function ThisDevice() {
  const device = useDevice()
  return device ? <Named key={device.id} device={device} /> : null
}

function Named({ device }: { readonly device: Device }) {
  const { say } = useSpeech()
  const announce = useAnnounce()
  const pocket = usePocket()
  const [name, setName] = useState(device.name)
  const { data: stays } = useQuery({ queryKey: ['stays kept'], queryFn: staysKept })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = name.trim()
    if (next === '') return
    void renameDevice(next).then(() => announce({ title: say(unsent.renamed), tone: 'done' }))
  }
  return (
    <Paper className="card" component="section">
      <Title order={2} size="h4">
        {say(unsent.device)}
      </Title>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm" mt="sm">
          <TextInput
            className="grow"
            label={say(unsent.deviceName)}
            description={say(unsent.deviceHelp)}
            inputWrapperOrder={['label', 'description', 'input']}
            value={name}
            maxLength={limits.textCharactersMax / 4}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={name.trim() === device.name}>
            {say(unsent.rename)}
          </Button>
        </Group>
      </form>
      <dl className="facts">
        <div>
          <dt>{say(unsent.carried)}</dt>
          <dd>
            {pocket ? <Time at={pocket.asOf} /> : say(unsent.carriedNothing)}
            {pocket?.partial && ` · ${say(banners.partial)}`}
          </dd>
        </div>
        <div>
          <dt>{say(unsent.storage)}</dt>
          <dd>{stays !== undefined && say(stays ? unsent.storageStays : unsent.storageMay)}</dd>
        </div>
        <div>
          <dt>{say(unsent.version)}</dt>
          <dd className="code">
            {appVersion()} · {device.id.slice(0, 4)}
          </dd>
        </div>
      </dl>
      <Text size="sm" c="dimmed" mt="xs">
        {say(unsent.carriedText)}
      </Text>
    </Paper>
  )
}
