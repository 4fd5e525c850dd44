/**
 * A link to another record: found by typing any part of its number or name, or with one tap when
 * it is oneself. Where there is only one record it could be, nobody is asked to look for it.
 */
import { Anchor, Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from '../way.tsx'
import { call, queryOf } from '../api.ts'
import type { Linked, LinkLabel, Page } from '../api.ts'
import { accounts, isDevice, ledgerNamed, mayList } from '../house.ts'
import { Offers, useOffers } from '../floor/Offers.tsx'
import { useSpeech } from '../language.tsx'
import { beside } from '../parts/beside.tsx'
import { codesOf, linkedBy } from '../scan/meant.ts'
import { ScanButton } from '../scan/Scan.tsx'
import { useSession } from '../session.tsx'
import { scanning } from '../wording/scan.ts'
import { wording } from '../wording/house.ts'
import { useControl, useNewest } from './shape.ts'
import type { EditProps, ShowProps } from './shape.ts'

const optionsMax = 20
const typingMs = 200

/** Records a link may point at, by what was typed. */
export function useOptions(ledger: string, typed: string) {
  const [q] = useDebouncedValue(typed, typingMs)
  return useQuery({
    queryKey: ['options', ledger, q],
    queryFn: () => call<Page>('GET', `/${ledger}${queryOf({ q, limit: String(optionsMax) })}`),
    placeholderData: (before) => before,
  })
}

/** A record by its title, then its number. */
export function nameOf({ number, title }: Pick<LinkLabel, 'number' | 'title'>): string {
  return title === number ? number : `${title}　${number}`
}

export function LinkEdit(props: EditProps) {
  const { say } = useSpeech()
  const { account } = useSession()
  const target = props.field.target?.().name ?? ''
  const value = typeof props.value === 'string' ? props.value : null
  const [typed, setTyped] = useState('')
  const current = useLabel(target, value, props.linked)
  const named = current ? nameOf(current) : ''
  // What stands in the control after a choice is its name, not something to look for.
  const { data, isFetching } = useOptions(target, typed === named ? '' : typed)
  useOnly(data, value, props)
  const options = data?.records ?? []
  const shown = current && !options.some(({ id }) => id === value) ? [current, ...options] : options
  const control = useControl(props)
  const offers = useOffers(props.field, props.path)
  const me = offers.length === 0 && target === accounts.name && value !== account.id && (
    <Button
      variant="default"
      aria-label={`${control.label}: ${say(wording.me)}`}
      onClick={() => props.onChange(account.id)}
    >
      {say(wording.me)}
    </Button>
  )
  const take = async (scanned: string) => {
    const id = await linkedBy(target, scanned)
    if (id === undefined) setTyped(scanned)
    else props.onChange(id)
  }
  const aside = (
    <>
      {me}
      {isScanned(target) && (
        <ScanButton
          compact
          onScan={(text) => void take(text)}
          label={say(scanning.scanFor, { label: control.label })}
        />
      )}
    </>
  )
  return (
    <div>
      <Select
        {...control}
        placeholder={say(wording.chooseRecord)}
        searchable
        allowDeselect={false}
        clearable={!props.needed}
        clearButtonProps={{ 'aria-label': say(wording.clear) }}
        value={value}
        onChange={(id) => props.onChange(id ?? undefined)}
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options: all }) => all}
        nothingFoundMessage={say(isFetching ? wording.searching : wording.searchNothing)}
        data={shown.map((one) => ({ value: one.id, label: nameOf(one) }))}
        maxDropdownHeight={320}
        inputContainer={beside(aside)}
      />
      <Offers label={control.label} offers={offers} value={value} choose={props.onChange} />
    </div>
  )
}

/** Whether records of a ledger carry codes of their own, as things do and people do not. */
function isScanned(target: string): boolean {
  const ledger = ledgerNamed(target)
  return ledger !== undefined && codesOf(ledger).length > 0
}

/** The name of what a link holds: known beforehand, or asked for. */
export function useLabel(ledger: string, id: string | null, linked: Linked) {
  const known = id === null ? undefined : linked[id]
  const { data } = useQuery({
    queryKey: ['record', ledger, id],
    queryFn: () => call<LinkLabel>('GET', `/${ledger}/${id}`),
    enabled: id !== null && known === undefined,
  })
  return known ?? (id === null ? undefined : data)
}

/** Fills a needed link when the ledger holds exactly one record. */
function useOnly(data: Page | undefined, value: string | null, props: EditProps): void {
  const only = data?.total === 1 ? data.records[0]?.id : undefined
  const choose = useNewest(props.onChange)
  const wanted = (props.needed || props.field.remembered) && value === null
  useEffect(() => {
    if (wanted && only !== undefined) choose(only)
  }, [wanted, only, choose])
}

export function LinkShow({ value, linked }: ShowProps) {
  const label = linked[String(value)]
  if (!label) return <span className="code">{String(value).slice(0, 8)}</span>
  return <RecordLink label={label} />
}

/** A record's name, leading to it where its reader may go there. */
export function RecordLink({ label }: { readonly label: LinkLabel }) {
  const { account } = useSession()
  const ledger = ledgerNamed(label.ledger)
  const name = label.title === label.number ? label.number : label.title
  // A tablet at the counter leads nowhere else.
  const stays = isDevice(account) || !ledger || !mayList(ledger, account)
  if (stays) return <span>{name}</span>
  return (
    <Anchor component={Link} to={`/${label.ledger}/${label.id}`} inherit>
      {name}
    </Anchor>
  )
}
