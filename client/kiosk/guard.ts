/**
 * Keeps the tablet where it is: the way back in the browser's history leads to the same page, an
 * address with somebody's code is forgotten as soon as it is read, and the page is light unless
 * the house chose otherwise.
 */
import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { codeIn } from './finding.ts'

const home = '/kiosk'
const schemeKey = 'mantine-color-scheme-value'

/** The code an opened address carries; undefined once it was taken. */
export function takeCode(): string | undefined {
  const code = codeIn(location.hash)
  history.replaceState(null, '', home)
  return code
}

/** @param backed told when somebody tried to go back, or opened an address with a code */
export function useStaying(backed: (code: string | undefined) => void): void {
  useEffect(() => {
    const stay = () => history.pushState(null, '', home)
    const pop = () => {
      const code = codeIn(location.hash)
      stay()
      backed(code)
    }
    stay()
    addEventListener('popstate', pop)
    // A browser skips places on its way back that were made before anybody touched the page.
    addEventListener('pointerdown', stay, { once: true })
    return () => {
      removeEventListener('popstate', pop)
      removeEventListener('pointerdown', stay)
    }
  }, [backed])
}

/** A reception is bright: the device's own dark mode is followed only where it was chosen. */
export function useBright(): void {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (localStorage.getItem(schemeKey) === null) setColorScheme('light')
  }, [setColorScheme])
}
