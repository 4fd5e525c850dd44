/**
 * What a screen that hangs on a wall needs of its device: a clock that goes on, to stay awake, to
 * fill the screen, and to know how many lines fit, so that nothing is cut in half.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

/** The device's clock, in milliseconds, told so often. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** Keeps the screen lit while the page is shown, where the browser can. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let over = false
    const take = async () => {
      if (over || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        const taken = await navigator.wakeLock.request('screen')
        if (over) await taken.release()
        else lock = taken
      } catch {
        // A device may refuse, when its battery is low; it takes nothing but the light.
      }
    }
    const shown = () => void take()
    shown()
    document.addEventListener('visibilitychange', shown)
    return () => {
      over = true
      document.removeEventListener('visibilitychange', shown)
      void lock?.release()
    }
  }, [])
}

interface FullScreen {
  readonly full: boolean
  readonly toggle: () => void
}

/** Whether the page fills the screen, and a switch for it; browsers want a tap for that. */
export function useFullScreen(): FullScreen {
  const [full, setFull] = useState(() => document.fullscreenElement !== null)
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  const toggle = useCallback(() => {
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen()
    // A browser that has no full screen, as on a phone, leaves the page as it is.
    done.catch(() => undefined)
  }, [])
  return { full, toggle }
}

/**
 * How many lines of a list its box has room for, in as many columns as the style sheet says.
 *
 * @param lineEm height of a line, in em of the box
 */
export function useFit(lineEm: number) {
  const box = useRef<HTMLDivElement>(null)
  const [lines, setLines] = useState(1)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize)
      const list = element.firstElementChild
      const columns = list ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1
      setLines(Math.max(1, Math.floor(element.clientHeight / (em * lineEm))) * columns)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [lineEm])
  return { box, lines }
}
