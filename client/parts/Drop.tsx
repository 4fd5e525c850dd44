/**
 * A button that opens a small sheet of further things, and closes it again when one is chosen, on
 * Escape, or when attention goes elsewhere. Made of a button and a list, so that it needs no
 * library and nothing has to be explained to a screen reader.
 */
import { Button, UnstyledButton } from '@mantine/core'
import { createContext, useContext, useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from '../way.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

const Closing = createContext<() => void>(() => undefined)

interface DropProps {
  /** What the button is called, where its words do not say it. */
  readonly label: string
  readonly icon: IconName
  readonly className?: string
  /** The words on the button. */
  readonly words: ReactNode
  readonly children: ReactNode
}

export function Drop({ label, icon, className, words, children }: DropProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return undefined
    const away = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      whole.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
      document.removeEventListener('keydown', escape)
    }
  }, [open])
  return (
    <div className="drop" ref={whole}>
      <Button
        variant="subtle"
        color="gray"
        px="xs"
        {...(className !== undefined && { className })}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        leftSection={<Icon name={icon} />}
        onClick={() => setOpen(!open)}
      >
        {words}
      </Button>
      <div id={id} className="drop-sheet" hidden={!open}>
        <Closing value={() => setOpen(false)}>{open && children}</Closing>
      </div>
    </div>
  )
}

interface ItemProps {
  readonly icon?: IconName
  readonly lang?: string
  readonly children: ReactNode
  /** Where it leads, or what it does. */
  readonly to?: string
  readonly onClick?: () => void
}

/** One thing of a sheet. */
export function DropItem({ icon, to, onClick, lang, children }: ItemProps) {
  const close = useContext(Closing)
  const drawn = icon && <Icon name={icon} />
  const choose = () => {
    close()
    onClick?.()
  }
  if (to !== undefined) {
    return (
      <Link to={to} className="drop-item" lang={lang} onClick={close}>
        {drawn}
        {children}
      </Link>
    )
  }
  return (
    <UnstyledButton className="drop-item" onClick={choose} lang={lang}>
      {drawn}
      {children}
    </UnstyledButton>
  )
}
