/**
 * What leaves the counter: for whoever has no record yet the act that makes one, then the act
 * they came to do. Both go through the outbox, so a walk-in needs no network; until the visitor
 * signs or declines nothing of them leaves the page.
 */
import { useRef } from 'react'
import type { Facts } from '../../models/record.ts'
import { useSending } from '../acting.ts'
import type { ProblemBody } from '../api.ts'
import { nowToMinute } from '../zone.ts'
import { arrivalFacts, declineFacts, givenTo } from './counter.ts'
import type { Coming, Counter, Ending } from './counter.ts'

const telling = { because: '', statedAt: undefined }

interface CheckingIn {
  readonly sending: boolean
  readonly problem: ProblemBody | undefined
  /** Signs; undefined when it was refused. */
  readonly sign: (facts: Facts) => Promise<Ending | undefined>
  readonly decline: (facts: Facts) => Promise<Ending | undefined>
}

export function useCheckingIn(counter: Counter, coming: Coming): CheckingIn {
  const { ledger, sign, decline = sign } = counter
  const creating =
    coming.kind === 'planned'
      ? undefined
      : coming.kind === 'joining'
        ? counter.join
        : counter.walkIn
  const arriving = useSending({ ledger, ...(creating ?? sign) })
  const target = coming.kind === 'planned' ? coming.view.id : arriving.id
  const signing = useSending({ ledger, ...sign, target })
  const declining = useSending({ ledger, ...decline, target })
  const arrived = useRef(false)
  const arrives = async (facts: Facts): Promise<boolean> => {
    if (!creating || arrived.current) return true
    const shared = coming.kind === 'joining' ? coming.shared : {}
    const now = arrivalFacts(ledger, creating.act, nowToMinute())
    const given = givenTo(creating.act, { ...now, ...shared, ...facts })
    const outcome = await arriving.send({ given, telling })
    arrived.current = outcome.kind !== 'refused'
    return arrived.current
  }
  return {
    sending: arriving.sending || signing.sending || declining.sending,
    problem: arriving.problem ?? signing.problem ?? declining.problem,
    async sign(facts) {
      if (!(await arrives(facts))) return undefined
      const outcome = await signing.send({ given: givenTo(sign.act, facts), telling })
      if (outcome.kind === 'refused') return undefined
      return outcome.kind === 'done' ? 'signed' : 'kept'
    },
    async decline(facts) {
      if (!(await arrives(facts))) return undefined
      const outcome = await declining.send({ given: declineFacts(counter), telling })
      return outcome.kind === 'refused' ? undefined : 'declined'
    },
  }
}
