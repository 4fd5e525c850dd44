/** What belongs to the person rather than to the page: language, light, password, leaving. */
import { Button, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Link } from 'react-router'
import { roles } from '../../models/roles.ts'
import { useSpeech } from '../language.tsx'
import { outbox } from '../offline/outbox.ts'
import { end, useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

export function AccountMenu() {
  const { language, speak, say } = useSpeech()
  const { account } = useSession()
  const other = language === 'ja' ? 'en' : 'ja'
  const held = account.roles.map((role) => say(roles[role].label)).join(' · ')
  return (
    <Menu
      position="bottom-end"
      width={260}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          className="account"
          aria-label={`${say(wording.accountMenu)}: ${account.name}`}
          leftSection={<Icon name="person" />}
        >
          <span className="account-name">{account.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled className="who">
          <strong>{account.name}</strong>
          <small>{held}</small>
        </Menu.Item>
        <Menu.Item
          lang={other}
          leftSection={<Icon name="globe" />}
          onClick={() => speak(other)}
          closeMenuOnClick
        >
          {say(wording.switchLanguage)}
        </Menu.Item>
        <SchemeItem />
        <Menu.Item component={Link} to="/password" leftSection={<Icon name="pen" />}>
          {say(wording.changePassword)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="right" />} onClick={() => leave(say, account.id)}>
          {say(wording.signOut)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function SchemeItem() {
  const { say } = useSpeech()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme()
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <Menu.Item
      leftSection={<Icon name={other === 'dark' ? 'moon' : 'sun'} />}
      onClick={() => setColorScheme(other)}
    >
      {say(other === 'dark' ? wording.toDark : wording.toLight)}
    </Menu.Item>
  )
}

/** Leaving with acts unsent is allowed, because the tablet may be shared, but never unsaid. */
function leave(say: ReturnType<typeof useSpeech>['say'], account: string): void {
  const count = outbox.held.filter((one) => one.account === account && !one.refused).length
  if (count > 0 && !confirm(say(wording.signOutUnsent, { count }))) return
  void end()
}
