/**
 * Reads the log nwipe writes: lines with a time in brackets, and two tables at its end, one of
 * errors and one of what became of each drive. The wording differs between versions, so a line is
 * known by the few words that stayed; lines that say nothing known are passed over.
 */
import { consistent, counted, filled, known, methodNamed, toldTime, unreadable } from './report.ts'
import type { DiskReport, Told, ToolReport } from './report.ts'

/** What was gathered of one device, by its path. */
interface Device {
  serial?: string
  model?: string
  bytes?: number
  method?: string
  passes?: number
  rounds?: number
  started?: string
  finished?: string
  errors?: readonly number[]
  status?: string
  /** `HH:MM:SS`, from the table. */
  lasted?: string
  notes: string[]
}

const stamped = /^\[(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d)\]\s+(?:nwipe: *)?(\w+):\s*(.*)$/
const errorRow = /^!?\s+([\w/-]+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*$/
const statusRow = /^!?\s+([\w/-]+)\s*\|([^|]{1,12})\|[^|]*\|\s*([\d:]+)\s*\|\s*(.*)$/
const foundLine = /^Found \/dev\/(\S+?),\s*[^,]*,\s*(.*?),\s*[^,]*?,?\s*S\/N=\s*(.*)$/
const invoked = /^Invoking method '(.+?)' on (?:device )?'?\/dev\/([\w/-]+)/
const passLine = /pass \d+ of (\d+), round \d+ of (\d+),? on (?:device )?'?\/dev\/([\w/-]+)/
const ofDevice = /\/dev\/([\w/-]+)/
const serialLine = /^Device '?\/dev\/([\w/-]+)'? has serial number (\S.*)$/
const sizeLine = /^Device '?\/dev\/([\w/-]+)'? is size (\d+)/
const hidden = /hidden sector|\bHPA\b|\bDCO\b/i
const calm = /no hidden|disabled|not supported|does not support|success/i

/** nwipe's own lines are at most 512 characters long. */
const lineMax = 1_024

function shortOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

class Gathered {
  readonly devices = new Map<string, Device>()
  version: string | undefined
  verify: string | undefined
  seen = false

  /** Disks of earlier runs in the same log; a name such as `sda` may be another disk's by now. */
  readonly past: Device[] = []

  /** Begins a device anew: a log is written on and on. */
  anew(name: string): Device {
    const short = shortOf(name)
    const before = this.devices.get(short)
    if (before?.started !== undefined || before?.status !== undefined) this.past.push(before)
    this.devices.delete(short)
    return this.of(name)
  }

  of(name: string): Device {
    const short = shortOf(name)
    const device = this.devices.get(short) ?? { notes: [] }
    this.devices.set(short, device)
    return device
  }
}

/**
 * Reads a log.
 *
 * @throws Problem report-unreadable when it is none or names no drive, report-contradicts
 */
export function readNwipeLog(text: string): ToolReport {
  const gathered = new Gathered()
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.slice(0, lineMax)
    const [, at, level = '', said = ''] = stamped.exec(line) ?? []
    if (at !== undefined) takeLine(gathered, at, level, said.trim())
    else takeRow(gathered, line)
  }
  const worked = [...gathered.past, ...gathered.devices.values()].filter(
    ({ started, status }) => started !== undefined || status !== undefined,
  )
  if (!gathered.seen || worked.length === 0) throw unreadable()
  return consistent({
    format: 'nwipe-log',
    tool: 'nwipe',
    ...known('version', gathered.version),
    disks: worked.map((device) => diskOf(device, gathered.verify)),
  })
}

function takeLine(gathered: Gathered, at: string, level: string, said: string): void {
  gathered.seen = true
  gathered.version ??= /^nwipe v?(\d[\w.+-]*)/i.exec(said)?.[1]
  gathered.verify ??= /^verify\s*=\s*(.+)$/.exec(said)?.[1]
  const [, path = '', model, serial] = foundLine.exec(said) ?? []
  if (path !== '')
    Object.assign(gathered.anew(path), known('model', filled(model)), unblotted(serial))
  const [, ofSerial, code] = serialLine.exec(said) ?? []
  if (ofSerial !== undefined) Object.assign(gathered.of(ofSerial), unblotted(code))
  const [, ofSize, size] = sizeLine.exec(said) ?? []
  if (ofSize !== undefined) Object.assign(gathered.of(ofSize), known('bytes', counted(size)))
  const [, method, onto] = invoked.exec(said) ?? []
  if (method !== undefined && onto !== undefined) {
    // Begun again, what was said of it before is said of it no more.
    const device = gathered.of(onto)
    for (const key of ['finished', 'passes', 'status', 'errors', 'lasted'] as const)
      delete device[key]
    Object.assign(device, { method, started: at })
  }
  const [, passes, rounds, passed] = passLine.exec(said) ?? []
  if (passed !== undefined) {
    Object.assign(gathered.of(passed), { passes: counted(passes), rounds: counted(rounds) })
  }
  const [, device] = ofDevice.exec(said) ?? []
  if (device === undefined) return
  if (/^(?:Finished|Verified|Blanked)\b/i.test(said)) gathered.of(device).finished = at
  const wrong = /^(?:error|fatal)$/i.test(level) || (hidden.test(said) && !calm.test(said))
  if (wrong && /^(?:warning|error|fatal)$/i.test(level)) gathered.of(device).notes.push(said)
}

function takeRow(gathered: Gathered, line: string): void {
  const [, device, ...errors] = errorRow.exec(line) ?? []
  if (device !== undefined) {
    gathered.of(device).errors = errors.map(Number)
    return
  }
  const [, drive, status = '', lasted = '', named = ''] = statusRow.exec(line) ?? []
  if (drive === undefined) return
  const found = gathered.of(drive)
  found.status = status.replace(/-/g, '').trim().toUpperCase()
  found.lasted = lasted
  const cut = named.lastIndexOf('/')
  found.model ??= filled(named.slice(0, cut)) ?? ''
  // The line that told of the drive has its number whole; the table cuts it off.
  if (found.serial === undefined) Object.assign(found, unblotted(named.slice(cut + 1)))
}

/** A serial number, unless it was blotted out on purpose. */
function unblotted(serial: string | undefined): { serial?: string } {
  const text = filled(serial)
  return text === undefined || /^(?:X{4,}|\?+|unknown|n\/?a)$/i.test(text) ? {} : { serial: text }
}

function diskOf(device: Device, verify: string | undefined): DiskReport {
  const counts = device.errors ?? []
  const [pass = 0, verified = 0, sync = 0] = counts
  const wrong = counts.some((count) => count > 0)
  const started = device.started === undefined ? undefined : toldTime(device.started)
  const finished =
    device.finished === undefined ? after(started, device.lasted) : toldTime(device.finished)
  const total = (device.passes ?? 0) * (device.rounds ?? 1)
  return {
    ...known('serial', device.serial),
    ...known('model', filled(device.model)),
    ...known('bytes', device.bytes),
    ...(device.method !== undefined && methodNamed(device.method)),
    ...known('passes', total > 0 ? total : undefined),
    ...known('started', started),
    ...known('finished', finished),
    ...known('result', resultOf(device)),
    ...known('verified', verify),
    errors: [
      ...(wrong ? [`pass ${pass} / verify ${verified} / sync ${sync}`] : []),
      ...device.notes,
    ],
  }
}

/** When something ended that began then and lasted so long; a drive that failed tells no more. */
function after(started: Told | undefined, lasted: string | undefined): Told | undefined {
  const [, hours, minutes, seconds] = /^(\d{1,4}):(\d\d):(\d\d)$/.exec(lasted ?? '') ?? []
  if (!started || hours === undefined) return undefined
  const length = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
  const end = new Date(Date.parse(`${started.wall}Z`) + length * 1_000)
  return { wall: end.toISOString().slice(0, 19) }
}

function resultOf({ status, notes }: Device): DiskReport['result'] {
  if (status === undefined) return undefined
  if (status !== 'ERASED') return 'failed'
  return notes.length > 0 ? 'exceptions' : 'completed'
}
