/** What concerns every page at once: a newer version, a page from this device, a wrong clock. */
import { Button, Group } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { offline } from '../wording/offline.ts'
import './offline.css'
import { renew, useRenewal } from './renewal.ts'

export function Banners() {
  return <Renewal />
}

function Renewal() {
  const { say } = useSpeech()
  const ready = useRenewal()
  if (!ready) return null
  return (
    <Group className="banner" role="status" gap="sm" wrap="nowrap">
      <Icon name="down" />
      <span className="grow">
        <strong>{say(offline.renewal)}</strong> <span>{say(offline.renewalText)}</span>
      </span>
      <Button variant="default" onClick={() => void renew()}>
        {say(offline.renew)}
      </Button>
    </Group>
  )
}
