/**
 * What the account's menu holds: language, light, password, leaving. It is fetched after the first
 * page stands, because nobody opens it before.
 */
import { useMantineColorScheme } from '@mantine/core'
import { roles } from '../../models/roles.ts'
import { useSpeech } from '../language.tsx'
import { countDrafts } from '../floor/draft.ts'
import { outbox, sendAs } from '../offline/outbox.ts'
import { end, useSession } from '../session.tsx'
import { appearance } from '../wording/appearance.ts'
import { checks } from '../wording/checks.ts'
import { wording } from '../wording/house.ts'
import { trouble } from '../wording/trouble.ts'
import { DropItem } from './Drop.tsx'
import { Icon } from './Icon.tsx'

export function AccountSheet() {
  const { language, speak, say } = useSpeech()
  const { account } = useSession()
  const other = language === 'ja' ? 'en' : 'ja'
  const held = account.roles.map((role) => say(roles[role].label)).join(' · ')
  return (
    <>
      <div className="who">
        <strong>{account.name}</strong>
        <small>{held}</small>
      </div>
      <DropItem icon="globe" lang={other} onClick={() => speak(other)}>
        {say(wording.switchLanguage)}
      </DropItem>
      <SchemeChoice />
      <DropItem icon="pen" to="/password">
        {say(wording.changePassword)}
      </DropItem>
      <hr className="drop-line" />
      <DropItem icon="right" onClick={() => void leave(say, account.id)}>
        {say(wording.signOut)}
      </DropItem>
    </>
  )
}

const schemes = [
  ['auto', 'contrast', appearance.auto],
  ['light', 'sun', appearance.light],
  ['dark', 'moon', appearance.dark],
] as const

/** As the device has it, or always light, or always dark; kept on the device. */
function SchemeChoice() {
  const { say } = useSpeech()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className="scheme" role="group" aria-label={say(appearance.title)}>
      {schemes.map(([scheme, icon, label]) => (
        <button
          key={scheme}
          type="button"
          aria-pressed={scheme === colorScheme}
          onClick={() => setColorScheme(scheme)}
        >
          <Icon name={icon} size={18} />
          {say(label)}
        </button>
      ))}
    </div>
  )
}

/**
 * Leaving with acts unsent, or something half filled in, is allowed, because the tablet may be
 * shared, but never unsaid.
 */
async function leave(say: ReturnType<typeof useSpeech>['say'], account: string): Promise<void> {
  // What is kept may not have been looked at yet; until then it cannot be counted.
  await sendAs(account)
  const unsent = outbox.held.filter((one) => one.account === account).length
  // A device that cannot count keeps none, and nobody in.
  const drafts = await countDrafts(account).catch(() => 0)
  const said = [
    ...(drafts > 0 ? [say(checks.signOutDrafts, { count: drafts })] : []),
    ...(outbox.known ? [] : [say(trouble.signOutUnknown)]),
    ...(unsent > 0 ? [say(wording.signOutUnsent, { count: unsent })] : []),
  ]
  if (said.length > 0 && !confirm(said.join('\n'))) return
  await end()
}
