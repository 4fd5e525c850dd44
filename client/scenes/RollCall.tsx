/**
 * The roll call: everybody who is inside, by area, each with a place to tap that a gloved thumb
 * finds. It goes on without a network and after a restart, marks who came and left meanwhile, and
 * prints as a sheet with boxes to tick.
 */
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { serverNow } from '../offline/clock.ts'
import { Icon } from '../parts/Icon.tsx'
import { Empty, Failure, Loading, Warning } from '../parts/Says.tsx'
import { useZone } from '../places.tsx'
import { CallLine } from '../wall/CallLine.tsx'
import { CallSheet } from '../wall/CallSheet.tsx'
import { grouped, useRollCall } from '../wall/calling.ts'
import type { Called } from '../wall/calling.ts'
import { useNow } from '../wall/watch.ts'
import { calling as wording, wall } from '../wording/wall.ts'
import { wallTime } from '../zone.ts'
import '../wall/rollcall.css'

type RollCallState = ReturnType<typeof useRollCall>

export function RollCall() {
  const { say } = useSpeech()
  const zone = useZone()
  const state = useRollCall()
  const { list, known, lines, error } = state
  if (!known || (!list && lines.length === 0)) {
    return error ? <Failure error={error} retry={state.retry} /> : <Loading />
  }
  const asOf = list && wallTime(list.now, zone).slice(11)
  return (
    <>
      <Stack gap="md" className="rollcall">
        <Group justify="space-between" align="baseline">
          <Title order={1} size="h2">
            {say(wall.rollCall)}
          </Title>
          {asOf && (
            <Text size="sm" c="dimmed">
              {say(wording.asOf, { at: asOf })}
            </Text>
          )}
        </Group>
        {state.kept && <Warning tone="yellow" title={say(wording.kept, { at: asOf })} />}
        {!state.lasts && <Warning tone="yellow" title={say(wording.unkept)} />}
        <Progress state={state} />
        {lines.length === 0 ? (
          <Empty>
            <strong>{say(wording.nobody)}</strong>
            <br />
            {say(wording.nobodyText)}
          </Empty>
        ) : (
          grouped(lines).map(([name, members]) => (
            <Area key={name} name={name} members={members} state={state} />
          ))
        )}
      </Stack>
      {list && <CallSheet list={list} calling={state.calling} lines={lines} />}
    </>
  )
}

/** How far it is, and the steps that begin and end it. */
function Progress({ state }: { readonly state: RollCallState }) {
  const { say } = useSpeech()
  const { calling, lines } = state
  const counted = lines.filter(({ since }) => since !== 'gone')
  const found = counted.filter(({ foundAt }) => foundAt !== undefined).length
  const total = counted.length
  const over = calling?.finishedAt !== undefined
  return (
    <div className="rollcall-head" data-done={(total > 0 && found === total) || undefined}>
      <div className="grow">
        <p className="rollcall-count" role="status">
          {say(wording.count, { total, found })}
        </p>
        <progress max={Math.max(1, total)} value={found} aria-label={say(wording.found)} />
        {calling ? <Since state={state} /> : <p>{say(wording.text)}</p>}
        {over && (
          <p>{say(found === total ? wording.all : wording.left, { count: total - found })}</p>
        )}
      </div>
      <Steps state={state} />
    </div>
  )
}

function Steps({ state }: { readonly state: RollCallState }) {
  const { say } = useSpeech()
  const { calling, last } = state
  const over = calling?.finishedAt !== undefined
  const again = () => {
    if (confirm(say(wording.againSure))) state.clear()
  }
  return (
    <Group gap="xs">
      {!calling && <Button onClick={state.start}>{say(wording.start)}</Button>}
      {calling && !over && (
        <>
          {last !== undefined && (
            <Button variant="default" onClick={() => state.tick(last)}>
              {say(wording.undo)}
            </Button>
          )}
          <Button onClick={state.finish}>{say(wording.finish)}</Button>
        </>
      )}
      {over && (
        <>
          <Button variant="default" onClick={state.resume}>
            {say(wording.resume)}
          </Button>
          <Button variant="default" onClick={again}>
            {say(wording.again)}
          </Button>
        </>
      )}
      <Button variant="default" leftSection={<Icon name="file" />} onClick={() => print()}>
        {say(wording.print)}
      </Button>
    </Group>
  )
}

const secondMs = 1_000

/** Who began it when, how long it has been going, who ended it. */
function Since({ state }: { readonly state: RollCallState }) {
  const { say } = useSpeech()
  const zone = useZone()
  useNow(secondMs)
  const { startedAt, startedBy, finishedAt, finishedBy } = state.calling ?? {}
  if (startedAt === undefined) return null
  const clock = (iso: string) => wallTime(iso, zone).slice(11)
  const end = finishedAt === undefined ? serverNow().getTime() : Date.parse(finishedAt)
  const seconds = Math.max(0, Math.floor((end - Date.parse(startedAt)) / secondMs))
  const elapsed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <p>
      {say(wording.startedBy, { at: clock(startedAt), by: startedBy })}
      {finishedAt && ` · ${say(wording.finishedBy, { at: clock(finishedAt), by: finishedBy })}`}
      {' · '}
      {say(wording.elapsed)} <b className="rollcall-elapsed">{elapsed}</b>
    </p>
  )
}

interface AreaProps {
  readonly name: string
  readonly members: readonly Called[]
  readonly state: RollCallState
}

function Area({ name, members, state }: AreaProps) {
  const { say } = useSpeech()
  const here = members.filter(({ since }) => since !== 'gone')
  const found = here.filter(({ foundAt }) => foundAt !== undefined).length
  return (
    <section>
      <Title order={2} size="h4" className="rollcall-area">
        {name || say(wall.nowhere)}
        <small>
          {found} / {here.length}
        </small>
      </Title>
      <ul className="rollcall-lines">
        {members.map((line) => (
          <li key={line.row.id}>
            <CallLine
              line={line}
              linked={state.list?.linked ?? {}}
              over={state.calling?.finishedAt !== undefined}
              tick={() => state.tick(line.row.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
