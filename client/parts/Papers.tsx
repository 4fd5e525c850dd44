/**
 * The papers of a record, in either language, as the server issues them. Which there are derives
 * from their declarations, which are loaded here and not with the first page.
 */
import { Button, Menu, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { papers } from '../../models/ledgers/papers.ts'
import type { Ledger } from '../../models/ledger.ts'
import { hasPaper } from '../../models/paper.ts'
import { languages } from '../../models/words.ts'
import { callFile } from '../api.ts'
import type { RecordView } from '../api.ts'
import { useSpeech } from '../language.tsx'
import { papering } from '../wording/papers.ts'
import { Icon } from './Icon.tsx'
import { save } from './saving.ts'
import { Failure } from './Says.tsx'

interface PapersProps {
  readonly ledger: Ledger
  readonly record: RecordView
}

export function Papers({ ledger, record }: PapersProps) {
  const { say } = useSpeech()
  const taking = useMutation({
    mutationFn: async (file: string) => {
      const [name = '', language = ''] = file.split('/')
      const path = `/${ledger.name}/${record.id}/${name}.pdf?language=${language}`
      save(await callFile(path), `${record.number}-${name}-${language}.pdf`)
    },
  })
  const offered = papers.filter(
    ({ ledger: of, paper }) => of === ledger.name && hasPaper(paper, record),
  )
  if (offered.length === 0) return null
  return (
    <Stack gap="xs">
      <Menu position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<Icon name="file" />}
            rightSection={<Icon name="chevron" size={16} />}
            loading={taking.isPending}
          >
            {say(taking.isPending ? papering.making : papering.papers)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.flatMap(({ name, paper }) =>
            languages.map((language) => (
              <Menu.Item
                key={`${name}/${language}`}
                onClick={() => taking.mutate(`${name}/${language}`)}
              >
                {say(papering[language], { title: say(paper.title) })}
              </Menu.Item>
            )),
          )}
        </Menu.Dropdown>
      </Menu>
      {taking.error && (
        <Failure error={taking.error} retry={() => taking.mutate(taking.variables)} />
      )}
    </Stack>
  )
}
