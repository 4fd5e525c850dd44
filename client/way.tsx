/**
 * Where one is and how one goes on: the few things of a router the client needs, over one that is
 * small enough for the first thing a tablet loads. Everything else asks here, so that the router
 * could be another one tomorrow.
 */
import { useCallback, useMemo } from 'react'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import {
  Link as Anchor,
  Redirect,
  Route as Matching,
  Switch,
  useLocation as usePlace,
  useParams as useMatched,
  useSearch,
} from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'

interface Going {
  /** Takes the present page's place in the history. */
  readonly replace?: boolean
  /** Kept with the page in the history, for the page itself to read. */
  readonly state?: unknown
}

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>, Going {
  readonly to: string
  readonly ref?: Ref<HTMLAnchorElement>
}

/** A link within the house. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <Anchor to={to} {...rest}>
      {children}
    </Anchor>
  )
}

/** The present address and what was kept with it. */
export function useLocation() {
  const [pathname] = usePlace()
  const search = useSearch()
  const state: unknown = useHistoryState()
  return { pathname, search: search === '' ? '' : `?${search}`, state }
}

/** Goes to another page, or back by -1. */
export function useNavigate(): (to: string | -1, going?: Going) => void {
  const [, go] = usePlace()
  return useCallback(
    (to, going) => {
      if (to === -1) history.back()
      else go(to, going)
    },
    [go],
  )
}

/** The named parts of the address, such as `ledger` and `id`. */
export function useParams(): Readonly<Record<string, string | undefined>> {
  return useMatched()
}

type Query = URLSearchParams | Readonly<Record<string, string>>

/** The query of the address, and how to change it. */
export function useSearchParams(): readonly [
  URLSearchParams,
  (query: Query, going?: Going) => void,
] {
  const search = useSearch()
  const [pathname, go] = usePlace()
  const params = useMemo(() => new URLSearchParams(search), [search])
  const set = useCallback(
    (query: Query, going?: Going) => {
      const text = new URLSearchParams(query).toString()
      go(text === '' ? pathname : `${pathname}?${text}`, going)
    },
    [go, pathname],
  )
  return [params, set]
}

interface NavigateProps {
  readonly to: string
  readonly replace?: boolean
}

/** Leads on at once. */
export function Navigate({ to, replace = false }: NavigateProps) {
  return <Redirect to={to} replace={replace} />
}

interface RouteProps {
  /** `:name` matches one part of an address; without a path everything matches. */
  readonly path?: string
  readonly element: ReactNode
}

/** What stands at an address; within `Routes` the first that matches is shown. */
export function Route({ path, element }: RouteProps) {
  return path === undefined ? (
    <Matching>{element}</Matching>
  ) : (
    <Matching path={path}>{element}</Matching>
  )
}

/** Shows the first of its routes that matches the address. */
export { Switch as Routes }
