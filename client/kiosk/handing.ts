/**
 * What becomes of a signature's picture. Until it is handed in it is the visitor's and goes with
 * them; from then on the outbox names it, and nothing may take it away from under the act.
 */
import { useEffect, useRef } from 'react'
import type { Signature } from '../../models/fields.ts'
import { dropFile } from '../offline/shelf.ts'

interface Handing {
  /** The picture is on its way: said before anything is waited for. */
  readonly handIn: () => void
  /** It was refused, and is the visitor's again. */
  readonly takeBack: () => void
}

/** Drops every picture that was drawn and not handed in, once the visitor is gone. */
export function useHanding(value: unknown): Handing {
  const drawn = useRef(new Set<string>())
  const newest = useRef<string>(undefined)
  const handed = useRef<string>(undefined)
  useEffect(() => {
    const signed = value as Signature | undefined
    newest.current = signed && 'image' in signed ? signed.image.sha256 : undefined
    if (newest.current !== undefined) drawn.current.add(newest.current)
  }, [value])
  useEffect(() => {
    const pictures = drawn.current
    return () => {
      for (const sha256 of pictures) void dropFile(sha256)
    }
  }, [])
  return {
    handIn() {
      handed.current = newest.current
      if (newest.current !== undefined) drawn.current.delete(newest.current)
    },
    takeBack() {
      if (handed.current !== undefined) drawn.current.add(handed.current)
    },
  }
}

/** Whether this part still stands on the page: an answer may come after its visitor left. */
export function useThere(): { readonly current: boolean } {
  const there = useRef(true)
  useEffect(() => {
    there.current = true
    return () => {
      there.current = false
    }
  }, [])
  return there
}
