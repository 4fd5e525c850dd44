/** How reading a backup ends when it is not what it says it is: nothing of it is then used. */

/** What was given cannot be used; nothing was changed. */
export class Refused extends Error {}
