/**
 * Says in passing what just happened: recorded, or kept on the device for later. It is announced
 * politely, never covers the main button, and leaves by itself.
 */
import { Notification } from '@mantine/core'
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'
import { Icon } from './Icon.tsx'

interface News {
  readonly title: string
  readonly text?: string
  readonly tone: 'done' | 'kept'
}

const noticeMs = 6_000
const Announce = createContext<(news: News) => void>(() => undefined)

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const { say } = useSpeech()
  const [news, setNews] = useState<News>()
  const announce = useCallback((next: News) => setNews(next), [])
  useEffect(() => {
    if (!news) return undefined
    const timer = setTimeout(() => setNews(undefined), noticeMs)
    return () => clearTimeout(timer)
  }, [news])
  const shown = useMemo(
    () =>
      news && (
        <Notification
          title={news.title}
          color={news.tone === 'done' ? 'teal.9' : 'yellow.9'}
          icon={<Icon name={news.tone === 'done' ? 'check' : 'clock'} />}
          closeButtonProps={{ 'aria-label': say(wording.close) }}
          onClose={() => setNews(undefined)}
          withBorder
        >
          {news.text}
        </Notification>
      ),
    [news, say],
  )
  return (
    <Announce value={announce}>
      {children}
      <div className="notice" role="status" aria-live="polite">
        {shown}
      </div>
    </Announce>
  )
}

/** Says something in passing. */
export function useAnnounce(): (news: News) => void {
  return useContext(Announce)
}
