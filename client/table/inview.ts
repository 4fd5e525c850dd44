/**
 * Which rows of a box of equally high ones are in view. Equal heights make it arithmetic, so a
 * hundred thousand rows cost as much as the few that are drawn.
 */
import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

interface InView {
  /** The first row drawn, and the one after the last. */
  readonly from: number
  readonly to: number
}

interface Rows {
  readonly count: number
  /** Of one row, in CSS pixels. */
  readonly height: number
  /** Rows drawn beyond those in view. */
  readonly beyond: number
}

/** Follows the scrolling of a box. */
export function useInView(box: RefObject<HTMLElement | null>, rows: Rows): InView {
  const { count, height, beyond } = rows
  const [place, setPlace] = useState({ top: 0, seen: 0 })
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    let frame = 0
    const look = () => {
      frame = 0
      // By whole rows: nothing changes while one scrolls within a row.
      const top = Math.floor(element.scrollTop / height)
      const seen = Math.ceil(element.clientHeight / height) + 1
      setPlace((now) => (now.top === top && now.seen === seen ? now : { top, seen }))
    }
    const later = () => {
      frame ||= requestAnimationFrame(look)
    }
    const resized = new ResizeObserver(later)
    resized.observe(element)
    element.addEventListener('scroll', later, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      resized.disconnect()
      element.removeEventListener('scroll', later)
    }
  }, [box, height])
  const from = Math.max(0, Math.min(place.top, count) - beyond)
  return { from, to: Math.min(count, place.top + Math.max(place.seen, beyond) + beyond) }
}

/** Scrolls a box no further than it must for a row to be in view below the head. */
export function reveal(element: HTMLElement, row: number, height: number, head: number): void {
  const top = row * height
  const bottom = top + height + head
  if (top < element.scrollTop) element.scrollTop = top
  else if (bottom > element.scrollTop + element.clientHeight) {
    element.scrollTop = bottom - element.clientHeight
  }
}
