/** The head and the foot of the wall: whose it is, what time it is, whether to believe it. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Link } from '../way.tsx'
import type { WallAct, WallView } from '../../models/figures.ts'
import { roles } from '../../models/roles.ts'
import { actLabel, isDevice } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/Icon.tsx'
import { useSession } from '../session.tsx'
import { appearance } from '../wording/appearance.ts'
import { wording } from '../wording/house.ts'
import { wall } from '../wording/wall.ts'
import { wallTime } from '../zone.ts'
import { nearTime } from './Rows.tsx'
import { useFullScreen } from './watch.ts'

interface HeadProps {
  readonly view: WallView
  readonly now: number
  readonly staleSince: string | undefined
}

export function Head({ view, now, staleSince }: HeadProps) {
  const { say, language } = useSpeech()
  const [date = '', clock = ''] = wallTime(new Date(now).toISOString(), view.timeZone).split('T')
  const day = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: view.timeZone,
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(now)
  return (
    <header className="wall-head">
      <h1>
        {view.company[language]}
        <small>{say(wall.title)}</small>
      </h1>
      <Believed view={view} now={now} staleSince={staleSince} />
      <Tools />
      <time dateTime={`${date}T${clock}`} className="wall-clock">
        <small>{day}</small>
        <b>{clock}</b>
      </time>
    </header>
  )
}

function Believed({ view, now, staleSince }: HeadProps) {
  const { say } = useSpeech()
  if (staleSince === undefined) {
    return (
      <p className="wall-live" role="status">
        <i aria-hidden />
        {say(wall.live)}
      </p>
    )
  }
  const at = nearTime(staleSince, now, view.timeZone)
  return (
    <p className="wall-live wall-stale" role="status">
      <Icon name="alert" size={28} />
      {say(wall.staleSince, { at })}
    </p>
  )
}

function Tools() {
  const { say, language, speak } = useSpeech()
  const { account } = useSession()
  const { full, toggle } = useFullScreen()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme()
  const light = scheme === 'dark' ? 'light' : 'dark'
  const other = language === 'ja' ? 'en' : 'ja'
  return (
    <div className="wall-tools">
      {!isDevice(account) && (
        <>
          <Link to="/" className="wall-tool" aria-label={say(wall.toBoard)}>
            <Icon name="left" size={22} />
            <span>{say(wall.toBoard)}</span>
          </Link>
          <Link to="/roll-call" className="wall-tool" aria-label={say(wall.rollCall)}>
            <Icon name="person" size={22} />
            <span>{say(wall.rollCall)}</span>
          </Link>
        </>
      )}
      <Tool icon="globe" label={say(wording.switchLanguage)} onClick={() => speak(other)} />
      <Tool
        icon={light === 'dark' ? 'moon' : 'sun'}
        label={say(light === 'dark' ? appearance.dark : appearance.light)}
        onClick={() => setColorScheme(light)}
      />
      <Tool
        icon={full ? 'close' : 'expand'}
        label={say(full ? wall.leaveFullScreen : wall.fullScreen)}
        onClick={toggle}
      />
    </div>
  )
}

interface ToolProps {
  readonly icon: IconName
  readonly label: string
  readonly onClick: () => void
}

function Tool({ icon, label, onClick }: ToolProps) {
  return (
    <button type="button" className="wall-tool" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={22} />
    </button>
  )
}

interface TickerProps {
  readonly acts: readonly WallAct[]
  readonly now: number
  readonly timeZone: string
}

/** The latest acts on one line, newest first; those that do not fit are left out. */
export function Ticker({ acts, now, timeZone }: TickerProps) {
  const { say } = useSpeech()
  const by = ({ actor, role }: WallAct) => {
    if (actor !== undefined) return actor
    return say(role === undefined ? wall.byNobody : roles[role as keyof typeof roles].label)
  }
  return (
    <footer className="wall-foot">
      <h2>{say(wall.lastActs)}</h2>
      <ol className="wall-ticker">
        {acts.map((act) => (
          <li key={act.seq}>
            <span>{nearTime(act.at, now, timeZone)}</span>
            <strong>{say(actLabel(act.act))}</strong>
            <span>{act.title ?? act.number}</span>
            <small>{by(act)}</small>
          </li>
        ))}
      </ol>
    </footer>
  )
}
