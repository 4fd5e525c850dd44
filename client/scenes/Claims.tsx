/**
 * What the company publishes and which records back it: every claim, searchable, with what the
 * records show and what in them would contradict it.
 */
import {
  Badge,
  Button,
  Checkbox,
  Code,
  Group,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '../way.tsx'
import { searchForm } from '../../models/derive/search.ts'
import type { Words } from '../../models/words.ts'
import { call } from '../api.ts'
import { ledgerNamed, mayList } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Empty, Failure, Loading } from '../parts/Says.tsx'
import { useSession } from '../session.tsx'
import { emptiness } from '../wording/emptiness.ts'
import { wording } from '../wording/house.ts'

interface Backing {
  readonly ledger: string
  readonly what: Words
  readonly brokenBy: Words
}

interface Claim {
  readonly seq: number
  readonly chapter: string
  readonly section: string
  readonly paragraph: string
  readonly number: string
  readonly requirement: string
  readonly answer: string
  readonly inherits?: number
  readonly evidence: readonly Backing[]
}

const shownAtOnce = 40

export function Claims() {
  const { say } = useSpeech()
  const [typed, setTyped] = useState('')
  const [backed, setBacked] = useState(false)
  const [shown, setShown] = useState(shownAtOnce)
  const { data, error, refetch } = useQuery({
    queryKey: ['claims'],
    queryFn: () => call<{ claims: readonly Claim[] }>('GET', '/claims'),
    staleTime: 300_000,
  })
  const found = useSought(data?.claims ?? [], useDeferredValue(typed), backed)
  return (
    <Stack gap="md">
      <div>
        <Title order={1} size="h2">
          {say(wording.claims)}
        </Title>
        <Text c="dimmed">{say(wording.claimsText)}</Text>
      </div>
      <Group gap="md">
        <TextInput
          className="search-in"
          type="search"
          aria-label={say(wording.claimsSearch)}
          placeholder={say(wording.claimsSearch)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          leftSection={<Icon name="search" />}
        />
        <Checkbox
          className="tap"
          label={say(wording.claimsBacked)}
          checked={backed}
          onChange={(event) => setBacked(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed" role="status">
          {say(wording.shownSome, { count: found.length })}
        </Text>
      </Group>
      {!data && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.claims.length === 0 && (
        <Empty action={<Code>npm run import-reference -- FILE</Code>}>
          {say(wording.claimsNone)} {say(emptiness.claims)}
        </Empty>
      )}
      {found.slice(0, shown).map((claim) => (
        <ClaimCard key={claim.seq} claim={claim} />
      ))}
      {found.length > shown && (
        <Group justify="center">
          <Button variant="default" onClick={() => setShown(shown + shownAtOnce)}>
            {say(wording.more)}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** Claims with every word typed, however wide or in whichever kana it was typed. */
function useSought(claims: readonly Claim[], typed: string, backed: boolean): readonly Claim[] {
  const forms = useMemo(
    () =>
      claims.map((claim) =>
        searchForm(
          [
            claim.seq,
            claim.chapter,
            claim.section,
            claim.paragraph,
            claim.requirement,
            claim.answer,
          ].join(' '),
        ),
      ),
    [claims],
  )
  const sought = typed
    .split(/[\s　]+/)
    .map(searchForm)
    .filter((word) => word !== '')
  return claims.filter(
    (claim, at) =>
      (!backed || claim.evidence.length > 0) && sought.every((word) => forms[at]?.includes(word)),
  )
}

function ClaimCard({ claim }: { readonly claim: Claim }) {
  const { say } = useSpeech()
  const place = [claim.chapter, claim.section, claim.paragraph].filter(Boolean).join(' › ')
  return (
    <Paper className="card claim" component="article" id={`claim-${claim.seq}`}>
      <Group gap="sm" align="baseline" wrap="nowrap">
        <Badge variant="light" size="lg" className="seq">
          {claim.seq}
        </Badge>
        <Text size="sm" c="dimmed" lang="ja">
          {place} {claim.number}
        </Text>
      </Group>
      <div className="claim-body">
        <div lang="ja">
          <Text className="eyebrow">{say(wording.requirement)}</Text>
          <p>{claim.requirement}</p>
          <Text className="eyebrow">
            {say(wording.answer)}
            {claim.inherits !== undefined && (
              <small>（{say(wording.inherits, { seq: claim.inherits })}）</small>
            )}
          </Text>
          <p className="lines">{claim.answer}</p>
        </div>
        <EvidenceList evidence={claim.evidence} />
      </div>
    </Paper>
  )
}

function EvidenceList({ evidence }: { readonly evidence: readonly Backing[] }) {
  const { say } = useSpeech()
  const { account } = useSession()
  if (evidence.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {say(wording.outOfReach)}
      </Text>
    )
  }
  return (
    <ul className="evidence">
      {evidence.map((one) => {
        const ledger = ledgerNamed(one.ledger)
        const label = ledger ? say(ledger.label) : one.ledger
        return (
          <li key={`${one.ledger} ${one.what.en}`}>
            <strong>
              <Icon name="seal" size={16} />
              {ledger && mayList(ledger, account) ? (
                <Link to={`/${ledger.name}`}>{label}</Link>
              ) : (
                label
              )}
            </strong>
            <p>{say(one.what)}</p>
            <p className="broken">
              {say(wording.brokenIf)}: {say(one.brokenBy)}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
