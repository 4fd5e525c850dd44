/**
 * Whether the page is being put on paper, so that what is drawn only in view on a screen is drawn
 * whole. A browser takes its picture as soon as it has said so, hence the drawing within the event.
 */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const paper = matchMedia('print')
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(paper.matches)
    const turn = () => (paper.matches ? begin() : setPrinting(false))
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    paper.addEventListener('change', turn)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
      paper.removeEventListener('change', turn)
    }
  }, [])
  return printing
}
