/**
 * The frame around every page of the house: where one can go, the search that is always there,
 * what has not been sent yet, and whether the line to the server is up.
 */
import { Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, useEffect } from 'react'
import type { ReactNode } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from '../way.tsx'
import { roles } from '../../models/roles.ts'
import { decides } from '../desk/count.ts'
import { useCalm, whenCalm } from '../calm.ts'
import { ledgerNamed, startOf } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { useLive } from '../live.ts'
import '../offline/offline.css'
import { onLineUp } from '../offline/carrying.ts'
import { AccountMenu } from '../parts/AccountMenu.tsx'
import { Brand } from '../parts/Brand.tsx'
import { Frame } from '../parts/Frame.tsx'
import { later } from '../parts/later.tsx'
import { Guard } from '../parts/Guard.tsx'
import { LineMark, UnsentMark } from '../parts/Marks.tsx'
import { Navigation } from '../parts/Navigation.tsx'
import { Loading } from '../parts/Says.tsx'
import { Search } from '../parts/Search.tsx'
import { useSession } from '../session.tsx'
import { wording } from '../wording/house.ts'
import { navigation } from '../wording/navigation.ts'
import { wall } from '../wording/wall.ts'

const scenes = {
  ledger: () => import('./Ledger.tsx'),
  record: () => import('./Record.tsx'),
  acting: () => import('./Acting.tsx'),
  unsent: () => import('./Unsent.tsx'),
  batch: () => import('../floor/Batch.tsx'),
}

const Board = lazy(async () => ({ default: (await import('./Board.tsx')).Board }))
const Demo = lazy(async () => ({ default: (await import('./Demo.tsx')).Demo }))
const Desk = lazy(async () => ({ default: (await import('./Desk.tsx')).Desk }))
const Ledger = lazy(async () => ({ default: (await scenes.ledger()).Ledger }))
const Record = lazy(async () => ({ default: (await scenes.record()).Record }))
const Acting = lazy(async () => ({ default: (await scenes.acting()).Acting }))
const Unsent = lazy(async () => ({ default: (await scenes.unsent()).Unsent }))
const Batch = lazy(async () => ({ default: (await scenes.batch()).Batch }))
const Claims = lazy(async () => ({ default: (await import('./Claims.tsx')).Claims }))
const Journal = lazy(async () => ({ default: (await import('./Journal.tsx')).Journal }))
const Import = lazy(async () => ({ default: (await import('./Import.tsx')).Import }))
const Labels = lazy(async () => ({ default: (await import('./Labels.tsx')).Labels }))
const Banners = later(async () => (await import('../offline/Banners.tsx')).Banners)
const PrintHead = later(async () => (await import('../parts/PrintHead.tsx')).PrintHead)
const RollCall = lazy(async () => ({ default: (await import('./RollCall.tsx')).RollCall }))
const Scanner = later(async () => (await import('../scan/Scanner.tsx')).Scanner)
const Tablets = lazy(async () => ({ default: (await import('./Tablets.tsx')).Tablets }))
const Begin = later(async () => (await import('../setup/Begin.tsx')).Begin)
const Secret = lazy(async () => ({ default: (await import('./Secret.tsx')).Secret }))

export function House() {
  const { say } = useSpeech()
  const { pathname } = useLocation()
  const [open, { toggle, close }] = useDisclosure()
  const calm = useCalm()
  useLive(onLineUp)
  useEffect(close, [pathname, close])
  useTitle(pathname)
  useEffect(() => {
    // The pages people act on are fetched ahead, before a dead spot is.
    const ahead = () => void Promise.allSettled(Object.values(scenes).map((scene) => scene()))
    return whenCalm(ahead)
  }, [])
  // The set-up is one path, without ways that lead off it.
  if (pathname.startsWith('/setup/')) return <Begin />
  return (
    <>
      <a className="skip" href="#content">
        {say(wording.skip)}
      </a>
      <Frame
        label={say(wording.menu)}
        open={open}
        close={close}
        head={<Head open={open} toggle={toggle} calm={calm} />}
        navigation={<Navigation />}
      >
        <Suspense fallback={null}>{calm && <Banners />}</Suspense>
        <Suspense fallback={null}>{calm && <PrintHead />}</Suspense>
        <Guard place={pathname}>
          <Suspense fallback={<Loading />}>
            <Pages />
          </Suspense>
        </Guard>
      </Frame>
    </>
  )
}

interface HeadProps {
  readonly open: boolean
  readonly toggle: () => void
  /** Whether the page stands, so that what can wait may come. */
  readonly calm: boolean
}

function Head({ open, toggle, calm }: HeadProps) {
  const { say } = useSpeech()
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
      <Group gap="xs" wrap="nowrap">
        <Burger
          opened={open}
          onClick={toggle}
          hiddenFrom="md"
          size="sm"
          className="burger"
          aria-label={say(wording.menu)}
          aria-expanded={open}
        />
        <Link to="/" className="home" aria-label={say(wording.product)}>
          <Brand />
        </Link>
      </Group>
      <Search />
      <Suspense>{calm && <Scanner />}</Suspense>
      <Group gap="xs" wrap="nowrap">
        <UnsentMark />
        <LineMark />
        <AccountMenu />
      </Group>
    </Group>
  )
}

/** The window is called after the page, so that tabs and a screen reader can tell them apart. */
function useTitle(pathname: string): void {
  const { say } = useSpeech()
  const [, place] = pathname.split('/')
  const pages = {
    demo: navigation.demo,
    desk: navigation.desk,
    claims: wording.claims,
    journal: wording.journal,
    outbox: wording.outbox,
    'roll-call': wall.rollCall,
    setup: wording.setUp,
    tablets: navigation.tablets,
  }
  const label = ledgerNamed(place)?.label ?? pages[place as keyof typeof pages] ?? wording.board
  const title = `${say(label)} - ${say(wording.product)}`
  useEffect(() => {
    document.title = title
  }, [title])
}

/** Whoever decides begins with what needs them; everyone else with the board or with their list. */
function Landing() {
  const { account, acts } = useSession()
  const start = decides(acts) ? '/desk' : startOf(account)
  return start === '/board' ? <Beginning page={<Board />} /> : <Navigate to={start} replace />
}

/** A page on which whoever sets the house up is reminded of what is left of it. */
function Beginning({ page }: { readonly page: ReactNode }) {
  const { account } = useSession()
  return (
    <>
      <Suspense>{account.roles.some((role) => roles[role].grants) && <Begin />}</Suspense>
      {page}
    </>
  )
}

/** Addresses follow the API's, so that one can be read off the other. */
function Pages() {
  return (
    <Routes>
      <Route path="/" element={<Landing />} />
      <Route path="/board" element={<Beginning page={<Board />} />} />
      <Route path="/desk" element={<Beginning page={<Desk />} />} />
      <Route path="/demo" element={<Demo />} />
      <Route path="/claims" element={<Claims />} />
      <Route path="/journal" element={<Journal />} />
      <Route path="/roll-call" element={<RollCall />} />
      <Route path="/outbox" element={<Unsent />} />
      <Route path="/labels" element={<Labels />} />
      <Route path="/tablets" element={<Tablets />} />
      <Route path="/password" element={<Secret />} />
      <Route path="/:ledger" element={<Ledger />} />
      <Route path="/:ledger/import" element={<Import />} />
      <Route path="/:ledger/acts/:act" element={<Acting />} />
      <Route path="/:ledger/batches/:act" element={<Acting />} />
      <Route path="/:ledger/batch/:act" element={<Batch />} />
      <Route path="/:ledger/:id" element={<Record />} />
      <Route path="/:ledger/:id/password" element={<Secret />} />
      <Route path="/:ledger/:id/:act" element={<Acting />} />
    </Routes>
  )
}
