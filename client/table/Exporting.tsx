/**
 * Takes a list away: in which form and with which columns. A short list is saved at once; a long
 * one is made beside, with how far it has come, a way to stop it, and the file when it is ready.
 */
import { Button, Modal, Radio, Stack, Switch, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { exportFormats } from '../../models/exporting.ts'
import type { ExportFormat } from '../../models/exporting.ts'
import { limits } from '../../models/limits.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Failure } from '../parts/Says.tsx'
import { exportWords } from '../wording/exports.ts'
import type { ExportsProps } from './Exports.tsx'
import { Made } from './Made.tsx'
import { useExports, useMaking } from './making.ts'
import './exports.css'

const helps = {
  xlsx: exportWords.xlsxHelp,
  csv: exportWords.csvHelp,
  pdf: exportWords.pdfHelp,
} as const

interface ExportingProps extends ExportsProps {
  readonly close: () => void
}

export function Exporting({ ledger, query, columns, first, close }: ExportingProps) {
  const { say, language } = useSpeech()
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [asShown, setAsShown] = useState(false)
  const { making, cancelling } = useMaking()
  const made = useExports(ledger)
  // The number stays beside whatever columns are shown.
  const shown = ['number', ...columns.map(({ key }) => key)]
  const total = first?.total ?? 0
  const long = first?.atLeast === true || total > limits.exportDirectRowsMax
  const most = format === 'pdf' ? limits.printedRowsMax : limits.exportRowsMax
  const begin = () => {
    const wanted = { ledger, query, format, language, long, ...(asShown && { columns: shown }) }
    making.mutate(wanted, { onSuccess: () => !long && close() })
  }
  const refused =
    format === 'pdf' && asShown && shown.length > limits.printedColumnsMax
      ? say(exportWords.tooWide, { max: limits.printedColumnsMax })
      : total > most || (format === 'pdf' && first?.atLeast)
        ? say(exportWords.tooLong, { max: most })
        : undefined
  return (
    <Modal
      opened
      onClose={close}
      title={say(exportWords.title)}
      closeButtonProps={{ 'aria-label': say(exportWords.close) }}
      transitionProps={{ duration: 0 }}
      centered
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {say(ledger.label)}
          {'\u3000'}
          {say(first?.atLeast ? exportWords.rowsAtLeast : exportWords.rows, { count: total })}
        </Text>
        <Radio.Group label={say(exportWords.format)} value={format} onChange={setFormat}>
          <div className="export-forms">
            {exportFormats.map((one) => (
              <Radio
                key={one}
                value={one}
                className="export-form"
                label={say(exportWords[one])}
                description={say(helps[one])}
              />
            ))}
          </div>
        </Radio.Group>
        <Switch
          className="tap"
          label={say(exportWords.shown, { count: shown.length })}
          checked={asShown}
          onChange={(event) => setAsShown(event.currentTarget.checked)}
        />
        {refused !== undefined && (
          <Text size="sm" c="red" role="status">
            {refused}
          </Text>
        )}
        {long && refused === undefined && (
          <Text size="sm" c="dimmed">
            {say(exportWords.longHelp)}
          </Text>
        )}
        <Button
          fullWidth
          leftSection={<Icon name="down" />}
          loading={making.isPending}
          disabled={refused !== undefined}
          onClick={begin}
        >
          {say(exportWords.begin)}
        </Button>
        {making.error && <Failure error={making.error} retry={begin} />}
        {cancelling.error && (
          <Failure
            error={cancelling.error}
            retry={() =>
              cancelling.variables !== undefined && cancelling.mutate(cancelling.variables)
            }
          />
        )}
        {made.length > 0 && (
          <section aria-label={say(exportWords.mine)}>
            <Title order={3} size="h5" mb="xs">
              {say(exportWords.mine)}
            </Title>
            <Made made={made} cancel={(id) => cancelling.mutate(id)} />
          </section>
        )}
      </Stack>
    </Modal>
  )
}
