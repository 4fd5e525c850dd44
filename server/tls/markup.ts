/** How texts and fingerprints are written into pages and profiles. */

/** A text as it stands within markup, in an element or between quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A fingerprint in groups of four, as people compare it. */
export function inGroups(fingerprint: string): string {
  return (fingerprint.match(/.{1,4}/g) ?? []).join(' ')
}
