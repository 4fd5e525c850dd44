/**
 * The set-up's two faces in the house, each fetched when it is needed: its pages, and the reminder
 * of them above the board. They stand behind this one piece, so that the frame, which every tablet
 * loads, need not know what they are made of.
 */
import { lazy } from 'react'
import { useLocation } from '../way.tsx'

const Reminder = lazy(async () => ({ default: (await import('./Reminder.tsx')).Reminder }))
const Wizard = lazy(async () => ({ default: (await import('./Wizard.tsx')).Wizard }))

export function Begin() {
  const { pathname } = useLocation()
  return pathname.startsWith('/setup/') ? <Wizard /> : <Reminder />
}
