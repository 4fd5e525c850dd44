/**
 * A reception in memory, for tests of the visits ledger: a site with hours, a pledge text, a badge
 * and the people around them, and the steps that bring a visitor as far as a test needs.
 */
import { pledgeHash } from '../../models/ledgers.ts'
import type { Facts, LedgerRecord } from '../../models/record.ts'
import { systemActor } from '../../models/roles.ts'
import type { Actor } from '../../models/roles.ts'
import { MemoryHouse, fileNamed } from './memory.ts'

const hours = [{ days: ['wed', 'thu'], from: '09:00', to: '18:00' }]
const signature = { image: fileNamed('signature.png'), signedAt: '2026-04-01T00:55:00Z' }

export class Reception {
  readonly house = new MemoryHouse()
  readonly aya: Actor = this.house.person('aya', ['staff'])
  readonly ben: Actor = this.house.person('ben', ['staff'])
  readonly ines: Actor = this.house.person('ines', ['iso'])
  readonly kiosk: Actor = this.house.person('reception', ['kiosk'])
  readonly site = this.house.act(systemActor, 'sites.open', {
    name: 'Nagano',
    timeZone: 'Asia/Tokyo',
    escortHours: hours,
  })
  readonly pledgeText = this.house.act(systemActor, 'pledges.publish', {
    ja: '守ります。',
    en: 'I will.',
  })
  readonly badge = this.house.act(systemActor, 'badges.add', { no: '12', strap: 'red' })
  /** What a visit is planned with; 2026-04-01 is a Wednesday. */
  readonly wanted: Facts = {
    visitor: { name: '髙橋 一郎', furigana: 'タカハシ イチロウ' },
    company: '保守サービス',
    reason: 'work',
    site: this.site.id,
    plannedFrom: '2026-04-01T10:00:00+09:00',
    plannedTo: '2026-04-01T12:00:00+09:00',
  }

  signed(language: 'ja' | 'en' = 'ja'): Facts {
    const text = this.house.now(this.pledgeText)
    const { version } = text.facts
    return {
      pledge: { text: text.id, version, language, sha256: pledgeHash(text.facts, language) },
      signature,
    }
  }

  planned(more: Facts = {}): LedgerRecord {
    return this.house.act(this.aya, 'visits.plan', { ...this.wanted, ...more })
  }

  pledged(more: Facts = {}): LedgerRecord {
    return this.house.act(this.kiosk, 'visits.pledge', this.signed(), {
      record: this.planned(more),
    })
  }

  admission(more: Facts = {}): Facts {
    return { escort: this.aya.id, badge: this.badge.id, identity: 'licence', ...more }
  }

  inside(more: Facts = {}, admitting: Facts = {}): LedgerRecord {
    const fields = this.admission(admitting)
    return this.house.act(this.aya, 'visits.admit', fields, { record: this.pledged(more) })
  }
}
