/**
 * What somebody entered into a form and has not sent: it is kept as a draft shortly after every
 * change, and waits for the form to be opened again, after a reload as after a flat battery. A scan
 * fills a field of it or asks before it leads away.
 */
import { useEffect, useRef, useState } from 'react'
import { takenBy } from '../../models/ledger.ts'
import type { Facts } from '../../models/record.ts'
import type { Words } from '../../models/words.ts'
import type { Filling, Subject } from '../acting.ts'
import { useNewest } from '../fields/shape.ts'
import { ledgerNamed } from '../house.ts'
import { useSpeech } from '../language.tsx'
import { codesOf, linkedBy } from '../scan/meant.ts'
import { useOpenForm } from '../scan/opened.ts'
import { readScan } from '../scan/read.ts'
import { useSession } from '../session.tsx'
import { same, tidy } from '../values.ts'
import { checks } from '../wording/checks.ts'
import { keepable } from '../parts/focus.ts'
import { draftKey, dropDraft, readDraft, saveDraft, saveMs } from './draft.ts'
import type { Draft } from './draft.ts'

/** Puts a scan where there is no doubt it belongs. */
async function fit({ ledger, act }: Subject, filling: Filling, scanned: string) {
  const read = readScan(scanned)
  const { values, origins } = filling
  // What was proposed gives way to what somebody holds in their hand.
  const free = takenBy(act).filter((key) => tidy(values[key]) === undefined || origins.has(key))
  const put = (key: string, value: string): Words | undefined => {
    filling.set(key, value)
    return ledger.fields[key]?.label
  }
  for (const key of takenBy(act)) {
    const target = ledgerNamed(ledger.fields[key]?.target?.().name)
    if (!target) continue
    const speaks = read.kind === 'record' ? read.ledger === target.name : codesOf(target).length > 0
    const id = speaks ? await linkedBy(target.name, scanned) : undefined
    if (id !== undefined && (free.includes(key) || values[key] === id)) return put(key, id)
  }
  const codes = free.filter((key) => ledger.fields[key]?.kind === 'code')
  const needed = codes.filter((key) => act.needs?.includes(key))
  const [only, ...more] = needed.length > 0 ? needed : codes
  const fits = read.kind === 'text' && only !== undefined && more.length === 0
  return fits ? put(only, read.text) : undefined
}

/** Watches over what is entered into a form; `touched` goes onto the form's element. */
export function useEntered(subject: Subject, filling: Filling) {
  const { say } = useSpeech()
  const { account } = useSession()
  const { ledger, name, target, record, resumed } = subject
  const about = record?.id ?? target ?? 'new'
  const place = draftKey(account.id, ledger.name, `${name}/${about}`)
  const [first] = useState(filling.values)
  // What a control fills in of its own accord is not what somebody entered.
  const touched = useRef(false)
  const sent = useRef(false)
  const [draft, setDraft] = useState<Facts>()
  useEffect(() => {
    if (resumed) return
    void readDraft(place).then((kept) => setDraft(kept?.values))
  }, [place, resumed])
  const { values } = filling
  const entered = (now: Facts = values) =>
    touched.current &&
    !sent.current &&
    Object.keys(now).some((key) => !same(tidy(now[key]), tidy(first[key])))
  const keep = async () => {
    await saveDraft(place, draftOf([], values))
  }
  const keepSoon = useNewest((now: Facts) => {
    // What is being corrected is in the outbox already.
    if (!resumed && entered(now)) void keep()
  })
  useEffect(() => {
    const timer = setTimeout(() => keepSoon(values), saveMs)
    return () => clearTimeout(timer)
  }, [values, keepSoon])
  useOpenForm({
    entered: () => entered(),
    take: async (scanned) => {
      const label = await fit(subject, filling, scanned)
      return label && say(checks.putInto, { label: say(label) })
    },
    keep,
  })
  const drop = () => {
    setDraft(undefined)
    void dropDraft(place)
  }
  return {
    touched: () => {
      touched.current = true
    },
    /** What was entered the last time, if it was kept. */
    draft,
    restore: () => {
      for (const [key, value] of Object.entries(draft ?? {})) filling.set(key, value)
      touched.current = true
      drop()
    },
    discard: drop,
    /** Nothing is left to be lost. */
    settled: () => {
      sent.current = true
      drop()
    },
  }
}

/** What a form holds now, as it is kept until it is sent. */
export function draftOf(rows: Draft['rows'], values: Facts): Draft {
  return { rows, values: keepable(values), savedAt: new Date().toISOString() }
}
