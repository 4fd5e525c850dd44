/** Wall-clock times in the site's zone, as both sides of the door count them. */
export { knownZone, momentOf, nowToMinute, wallTime } from '../models/zone.ts'
