/**
 * Keeps one page's mistake from taking the whole screen with it. After an update of the server
 * the pieces of an old page may be gone; reloading is then all it takes.
 */
import { Button, Stack } from '@mantine/core'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Warning } from './Says.tsx'

interface GuardProps {
  readonly children: ReactNode
  /** Changing it gives the page another chance. */
  readonly place: string
}

interface GuardState {
  readonly broken: boolean
  readonly place: string
}

export class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = { broken: false, place: this.props.place }

  static getDerivedStateFromError(): Partial<GuardState> {
    return { broken: true }
  }

  static getDerivedStateFromProps(props: GuardProps, state: GuardState): GuardState | null {
    return props.place === state.place ? null : { broken: false, place: props.place }
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { say } = useSpeech()
  return (
    <Stack p="lg">
      <Warning title={say(wording.broken)}>
        {say(wording.brokenText)}
        <Button mt="sm" display="block" onClick={() => location.reload()}>
          {say(wording.reload)}
        </Button>
      </Warning>
    </Stack>
  )
}
