/** What belongs to the person rather than to the page: language, light, password, leaving. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { roles } from '../../models/roles.ts'
import { useSpeech } from '../language.tsx'
import { outbox } from '../offline/outbox.ts'
import { end, useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { Drop, DropItem } from './Drop.tsx'

export function AccountMenu() {
  const { language, speak, say } = useSpeech()
  const { account } = useSession()
  const other = language === 'ja' ? 'en' : 'ja'
  const held = account.roles.map((role) => say(roles[role].label)).join(' · ')
  return (
    <Drop
      icon="person"
      className="account"
      label={`${say(wording.accountMenu)}: ${account.name}`}
      words={<span className="account-name">{account.name}</span>}
    >
      <div className="who">
        <strong>{account.name}</strong>
        <small>{held}</small>
      </div>
      <DropItem icon="globe" lang={other} onClick={() => speak(other)}>
        {say(wording.switchLanguage)}
      </DropItem>
      <SchemeItem />
      <DropItem icon="pen" to="/password">
        {say(wording.changePassword)}
      </DropItem>
      <hr className="drop-line" />
      <DropItem icon="right" onClick={() => leave(say, account.id)}>
        {say(wording.signOut)}
      </DropItem>
    </Drop>
  )
}

function SchemeItem() {
  const { say } = useSpeech()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme()
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <DropItem icon={other === 'dark' ? 'moon' : 'sun'} onClick={() => setColorScheme(other)}>
      {say(other === 'dark' ? wording.toDark : wording.toLight)}
    </DropItem>
  )
}

/** Leaving with acts unsent is allowed, because the tablet may be shared, but never unsaid. */
function leave(say: ReturnType<typeof useSpeech>['say'], account: string): void {
  const count = outbox.held.filter((one) => one.account === account).length
  if (count > 0 && !confirm(say(wording.signOutUnsent, { count }))) return
  void end()
}
