/** Takes a list away as it is shown: the same rows, narrowed and ordered as they are. */
import { Button, Menu } from '@mantine/core'
import type { Ledger } from '../../models/ledger.ts'
import { queryOf } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { tableWords } from '../wording/table.ts'

const forms = ['xlsx', 'csv'] as const

interface ExportsProps {
  readonly ledger: Ledger
  readonly query: Readonly<Record<string, string>>
}

export function Exports({ ledger, query }: ExportsProps) {
  const { say } = useSpeech()
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="down" />}>
          {say(tableWords.exports)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((form) => (
          <Menu.Item
            key={form}
            component="a"
            href={`/api/v1/${ledger.name}/export.${form}${queryOf(query)}`}
            download
          >
            {say(tableWords[form])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
