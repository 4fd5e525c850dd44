/**
 * A form as a person fills it in: each field the way its kind is filled in, with a finger. It is
 * read from the declarations which control that is, so a flow is a list of what somebody enters.
 */
import type { Page } from 'playwright-core'
import { wording } from '../../client/wording/house.ts'
import type { Field } from '../../models/fields.ts'
import type { Act, Ledger } from '../../models/ledger.ts'
import type { Words } from '../../models/words.ts'
import { picture } from '../pictures.ts'
import type { Tablet } from './tablet.ts'

/** How many choices a field shows openly before it folds them into a picker. */
const openChoicesMax = 7

/** The form of an act that is open on a tablet. */
export class Form {
  readonly #tablet: Tablet
  readonly #page: Page
  readonly #ledger: Ledger
  readonly #act: Act

  constructor(tablet: Tablet, ledger: Ledger, act: Act) {
    this.#tablet = tablet
    this.#page = tablet.page
    this.#ledger = ledger
    this.#act = act
  }

  /** Fills in some fields, each as its kind is filled in. */
  async enter(values: Readonly<Record<string, unknown>>): Promise<this> {
    for (const [key, value] of Object.entries(values)) {
      const field = this.#ledger.fields[key]
      if (!field) throw new Error(`${this.#ledger.name} has no field ${key}`)
      if (this.#act.takes?.includes(key)) await this.#unfold()
      await this.#fill(field, key, value)
    }
    return this
  }

  /** Says why. */
  async because(text: string): Promise<this> {
    const label = this.#tablet.say(wording.because)
    await this.#page.getByLabel(label, { exact: false }).last().fill(text)
    return this
  }

  /** Sends the form and waits until the page has moved on. */
  async send(): Promise<void> {
    const before = this.#page.url()
    await this.submit()
    await this.#page.waitForURL((url) => url.href !== before)
  }

  /** Presses the main button. */
  async submit(): Promise<void> {
    const name = this.#tablet.say(this.#act.label)
    await this.#page.locator('form').getByRole('button', { name, exact: true }).tap()
  }

  #control(path: string) {
    return this.#page.locator(`#${idOf(path)}`)
  }

  /** Opens the further fields, where they are folded away. */
  async #unfold(): Promise<void> {
    const folded = this.#page.locator('.further > button[aria-expanded="false"]')
    if ((await folded.count()) === 0) return
    await folded.tap()
    await this.#page.locator('.further > button[aria-expanded="true"]').waitFor()
  }

  async #fill(field: Field, path: string, value: unknown): Promise<void> {
    const control = this.#control(path)
    switch (field.kind) {
      case 'name': {
        const { name, furigana } = value as { name: string; furigana?: string }
        await control.fill(name)
        if (furigana) await this.#control(`${path}.furigana`).fill(furigana)
        return
      }
      case 'flag':
        return await this.#pick(value === true ? wording.yes : wording.no, path)
      case 'choice': {
        const label = field.choices?.[String(value)]
        if (!label) throw new Error(`${path} has no choice ${String(value)}`)
        if (Object.keys(field.choices ?? {}).length > openChoicesMax) {
          await control.selectOption({ label: this.#tablet.say(label) })
          return
        }
        return await this.#pick(label, path)
      }
      case 'link':
        await control.tap()
        await control.fill(String(value))
        await this.#page
          .getByRole('option', { name: new RegExp(String(value)) })
          .first()
          .tap()
        return
      case 'file':
        return await this.#attach(field, Number(value))
      case 'signature':
        return await this.#tablet.draws(idOf(path))
      case 'group':
        return await this.#parts(field, path, value)
      case 'list':
        if (fileKeyOf(field)) return await this.#photograph(field, path, value)
        for (const [at, members] of (value as readonly unknown[]).entries()) {
          const name = `${this.#tablet.say(field.label)}: ${this.#tablet.say(wording.add)}`
          // A list that is needed has its first row open already.
          const row = this.#page.locator(`[id^="${idOf(`${path}.${at}`)}-"]`)
          if ((await row.count()) === 0) {
            await this.#page.getByRole('button', { name, exact: true }).tap()
          }
          await this.#parts(field, `${path}.${at}`, members)
        }
        return
      default:
        await control.fill(String(value))
    }
  }

  async #parts(field: Field, path: string, value: unknown): Promise<void> {
    for (const [key, member] of Object.entries(value as Record<string, unknown>)) {
      const part = field.parts?.[key]
      if (!part) throw new Error(`${path} has no part ${key}`)
      await this.#fill(part, `${path}.${key}`, member)
    }
  }

  /** Takes photos, and says of each what is to be said. */
  async #photograph(field: Field, path: string, value: unknown): Promise<void> {
    const key = fileKeyOf(field) ?? ''
    for (const [at, row] of (value as readonly Record<string, unknown>[]).entries()) {
      const { [key]: seed, ...said } = row
      await this.#attach(field, Number(seed))
      await this.#parts(field, `${path}.${at}`, said)
    }
  }

  async #pick(label: Words, path: string): Promise<void> {
    const labelled = `[role="radiogroup"][aria-labelledby="${idOf(path)}-label"]`
    const group = this.#page.locator(labelled)
    await group.getByRole('radio', { name: this.#tablet.say(label), exact: true }).check()
  }

  /** Attaches the picture of a seed, as if it were taken just now. */
  async #attach(field: Field, seed: number): Promise<void> {
    const label = this.#tablet.say(field.label)
    const name = `${label}: ${this.#tablet.say(wording.chooseFile)}`
    const asked = this.#page.waitForEvent('filechooser')
    await this.#page.getByRole('button', { name, exact: true }).last().tap()
    const file = { name: 'photo.png', mimeType: 'image/png', buffer: picture(seed) }
    await (await asked).setFiles(file)
    // Without a network the photo is kept, and uploaded later.
    const uploaded = this.#page.getByText(this.#tablet.say(wording.uploaded))
    const kept = this.#page.getByText(this.#tablet.say(wording.uploadLater))
    await uploaded.or(kept).first().waitFor()
  }
}

/** The part of a list's rows that is a file, where the list is one of files. */
function fileKeyOf(field: Field): string | undefined {
  const parts = Object.entries(field.parts ?? {})
  return parts.find(([, part]) => part.kind === 'file' && part.required)?.[0]
}

/** The id of a field's control. */
function idOf(path: string): string {
  return `field-${path.replaceAll('.', '-')}`
}
