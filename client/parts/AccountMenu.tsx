/** The button behind which stands what belongs to the person rather than to the page. */
import { lazy, Suspense, useEffect } from 'react'
import { whenCalm } from '../calm.ts'
import { useSpeech } from '../language.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { Drop } from './Drop.tsx'

const sheet = () => import('./AccountSheet.tsx')
const AccountSheet = lazy(async () => ({ default: (await sheet()).AccountSheet }))

export function AccountMenu() {
  const { say } = useSpeech()
  const { account } = useSession()
  // It is there before a dead spot is: one leaves a shared tablet without a network, too.
  useEffect(() => whenCalm(() => void sheet().catch(() => undefined)), [])
  return (
    <Drop
      icon="person"
      className="account"
      label={`${say(wording.accountMenu)}: ${account.name}`}
      words={<span className="account-name">{account.name}</span>}
    >
      <Suspense>
        <AccountSheet />
      </Suspense>
    </Drop>
  )
}
