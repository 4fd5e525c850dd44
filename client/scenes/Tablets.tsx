/**
 * Everything about tablets in one place: how a new one reaches the house, which devices there are
 * and on which tablets, and whether this very device keeps what is on it.
 */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import { roleNames, roles } from '../../models/roles.ts'
import { call, queryOf } from '../api.ts'
import type { Page } from '../api.ts'
import { accounts } from '../house.ts'
import { Qr } from '../labels/Qr.tsx'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Lasting } from '../parts/Lasting.tsx'
import { Empty, Failure, Loading, Warning } from '../parts/Says.tsx'
import { Enrolled } from '../parts/Enrolled.tsx'
import { useReach } from '../reach.ts'
import { useSession } from '../session.tsx'
import { navigation } from '../wording/navigation.ts'
import { tablets } from '../wording/tablets.ts'
import '../tablets.css'

const qrPixels = 220

export function Tablets() {
  const { say } = useSpeech()
  const { account } = useSession()
  const grants = account.roles.some((role) => roles[role].grants)
  return (
    <Stack gap="lg" className="tablets">
      <div>
        <Title order={1} size="h2">
          {say(navigation.tablets)}
        </Title>
        <Text c="dimmed">{say(tablets.text)}</Text>
      </div>
      <Connect />
      {grants && <Devices />}
      <Lasting />
    </Stack>
  )
}

/** How a tablet that was never here gets here. */
function Connect() {
  const { say } = useSpeech()
  const { data, error, refetch } = useReach()
  if (!data) {
    return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
  }
  const { open, addresses, authority, trust: first } = data
  if (first === undefined) {
    return open ? (
      <Warning title={say(tablets.noAddress)} tone="yellow">
        {say(tablets.noAddressText)}
      </Warning>
    ) : (
      <Warning title={say(tablets.off)}>{say(tablets.offText)}</Warning>
    )
  }
  return (
    <Paper className="card connect" component="section">
      <Qr text={first} size={qrPixels} label={say(tablets.qrLabel)} />
      <Stack gap="sm" className="grow">
        <Title order={2} size="h4">
          {say(tablets.connect)}
        </Title>
        <Text>{say(tablets.scan)}</Text>
        <div className="address">{first}</div>
        <Text size="sm" c="dimmed" mt={4}>
          {say(tablets.onceDone)}
        </Text>
        {addresses.map((one) => (
          <div key={one} className="address">
            {one}
          </div>
        ))}
        <Text size="sm">{say(tablets.lasting)}</Text>
        {authority && <Fingerprint text={authority.fingerprint} />}
        <Button
          component="a"
          href="/trust"
          target="_blank"
          rel="noopener"
          variant="default"
          className="start"
          leftSection={<Icon name="book" />}
        >
          {say(tablets.steps)}
        </Button>
      </Stack>
    </Paper>
  )
}

function Fingerprint({ text }: { readonly text: string }) {
  const { say } = useSpeech()
  const groups = text.match(/.{1,4}/g) ?? []
  return (
    <div>
      <Text size="sm" c="dimmed">
        {say(tablets.fingerprint)}
      </Text>
      <div className="fingerprint">
        {groups.map((group, at) => (
          <span key={`${at} ${group}`}>{group} </span>
        ))}
      </div>
      <Text size="sm" c="dimmed">
        {say(tablets.compare)}
      </Text>
    </div>
  )
}

/** The accounts that are devices, whichever of the roles of devices they hold. */
function Devices() {
  const { say } = useSpeech()
  const { acts } = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['list', accounts.name, 'devices'],
    queryFn: async () => {
      const held = roleNames.filter((role) => roles[role].device)
      const pages = await Promise.all(
        held.map((role) => {
          const query = queryOf({ 'filter[roles]': role, limit: '200' })
          return call<Page>('GET', `/${accounts.name}${query}`)
        }),
      )
      return pages.flatMap(({ records }) => records)
    },
  })
  return (
    <Stack component="section" gap="md">
      <Group justify="space-between" align="flex-end" className="devices-head">
        <div className="grow">
          <Title order={2} size="h3">
            {say(tablets.devices)}
          </Title>
          <Text c="dimmed">{say(tablets.devicesText)}</Text>
        </div>
        {acts.includes(`${accounts.name}.create`) && (
          <Button component={Link} to={`/${accounts.name}/acts/create`} variant="default">
            {say(tablets.add)}
          </Button>
        )}
      </Group>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.length === 0 && <Empty>{say(tablets.none)}</Empty>}
      {data?.map((record) => (
        <Enrolled key={record.id} record={record} />
      ))}
    </Stack>
  )
}
