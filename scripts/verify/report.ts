/** What a verification says: line by line what was proved and what was not, and one verdict. */

export class Report {
  #failed = 0
  #unproved = 0
  readonly #write: (line: string) => void

  constructor(write: (line: string) => void) {
    this.#write = write
  }

  /** Something that was checked and holds. */
  proved(what: string): void {
    this.#write(`proved    ${what}`)
  }

  /** Something that was checked and does not hold. */
  failed(what: string): void {
    this.#failed += 1
    this.#write(`FAILED    ${what}`)
  }

  /** Something this run could not check, and why. */
  notProved(what: string): void {
    this.#unproved += 1
    this.#write(`not shown ${what}`)
  }

  /** Says one of the two, by whether something holds. */
  check(holds: boolean, what: string): void {
    if (holds) this.proved(what)
    else this.failed(what)
  }

  /** The last line, and the exit code: 0 everything holds, 1 something does not. */
  close(): 0 | 1 {
    const rest = this.#unproved > 0 ? `; ${this.#unproved} things were not looked at` : ''
    this.#write(
      this.#failed === 0
        ? `The journal verifies${rest}.`
        : `The journal does NOT verify: ${this.#failed} checks failed${rest}.`,
    )
    return this.#failed === 0 ? 0 : 1
  }
}
