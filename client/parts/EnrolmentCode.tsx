/** A code that enrols one tablet, to be scanned or typed there within minutes. */
import { Text } from '@mantine/core'
import { useSpeech } from '../language.tsx'
import { Qr } from '../labels/Qr.tsx'
import { tablets } from '../wording/tablets.ts'
import { Time } from './Time.tsx'
import '../tablets.css'

export interface Code {
  readonly link: string
  readonly code: string
  readonly endsAt: string
}

const qrPixels = 200

export function EnrolmentCode({ link, code, endsAt }: Code) {
  const { say } = useSpeech()
  return (
    <div className="enrolment" role="status">
      <Qr text={new URL(link, location.origin).href} size={qrPixels} label={say(tablets.enrolQr)} />
      <div>
        <Text>{say(tablets.enrolSteps)}</Text>
        <Text size="sm" c="dimmed" mt="sm">
          {say(tablets.typed)}
        </Text>
        <div className="enrolment-code">{code}</div>
        <Text size="sm" c="dimmed" component="div">
          {say(tablets.once)} <Time at={endsAt} />
        </Text>
      </div>
    </div>
  )
}
