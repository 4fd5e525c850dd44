/** The acts of a ledger that can be done to many things by scanning them one after another. */
import { Button, Menu } from '@mantine/core'
import { Link } from '../way.tsx'
import { creates } from '../../models/ledger.ts'
import type { Ledger } from '../../models/ledger.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { codesOf } from '../scan/meant.ts'
import { useSession } from '../session.tsx'
import { floor } from '../wording/floor.ts'

export function BatchMenu({ ledger }: { readonly ledger: Ledger }) {
  const { say } = useSpeech()
  const { acts } = useSession()
  const held = Object.entries(ledger.acts).filter(
    ([name, act]) => act.batch && !creates(act) && acts.includes(`${ledger.name}.${name}`),
  )
  if (held.length === 0 || codesOf(ledger).length === 0) return null
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="scan" />}>
          {say(floor.batches)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {held.map(([name, act]) => (
          <Menu.Item key={name} component={Link} to={`/${ledger.name}/batch/${name}`}>
            {say(act.label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
