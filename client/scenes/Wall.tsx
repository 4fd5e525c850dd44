/**
 * The live wall: one glance from across the room tells who is inside, what is out, what is late
 * and how the day goes. It fills whatever screen it hangs on, follows every act by itself, and
 * says when it does not.
 */
import { useSearchParams } from '../way.tsx'
import type { WallView } from '../../models/figures.ts'
import { ledgerNamed } from '../house.ts'
import { useLive } from '../live.ts'
import { Failure, Loading } from '../parts/Says.tsx'
import { useFigures } from '../wall/figures.ts'
import { Head, Ticker } from '../wall/Head.tsx'
import { BalancePanel, ChartPanels, LatePanel, NowPanel } from '../wall/Panels.tsx'
import { useAwake, useFullScreen } from '../wall/watch.ts'
import '../wall/wall.css'

const nothing = () => undefined

export function Wall() {
  useLive(nothing)
  useAwake()
  const { data, error, retry, now, staleSince } = useFigures()
  const [query] = useSearchParams()
  const { full } = useFullScreen()
  if (!data) return error ? <Failure error={error} retry={retry} /> : <Loading />
  const bare = full || query.has('full')
  return (
    <div
      className="wall"
      data-full={bare || undefined}
      data-stale={staleSince !== undefined || undefined}
    >
      <Head view={data} now={now} staleSince={staleSince} />
      <main id="content" className="wall-panels">
        <Panels view={data} now={now} />
      </main>
      <Ticker acts={data.last} now={now} timeZone={data.timeZone} />
    </div>
  )
}

function Panels({ view, now }: { readonly view: WallView; readonly now: number }) {
  const { timeZone } = view
  const shown = view.ledgers.flatMap((figures) => {
    const ledger = ledgerNamed(figures.name)
    return ledger ? [{ ledger, figures, now, timeZone }] : []
  })
  const standing = shown.filter(({ ledger }) => ledger.wall?.since !== undefined)
  return (
    <>
      {standing.map((one) => (
        <NowPanel key={one.ledger.name} {...one} />
      ))}
      <LatePanel view={view} now={now} />
      {shown.map((one) => (
        <ChartPanels key={one.ledger.name} {...one} />
      ))}
      {shown
        .filter(({ ledger }) => ledger.balances)
        .map(({ ledger, figures }) => (
          <BalancePanel key={ledger.name} ledger={ledger} figures={figures} />
        ))}
    </>
  )
}
