/**
 * The only reader of the environment. Every variable is declared once with its meaning and
 * default; a bad value stops the start, and all faults are printed together.
 */
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { parseVerifierKey } from '../models/key.ts'
import { sha256 } from './journal/crypto.ts'
import type { WitnessAddress } from './outside/witnessing.ts'
import { isHostName } from './tls/names.ts'

interface Variable {
  readonly says: string
  readonly schema: z.ZodType
}

const whole = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback)

const timeZone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
    error: 'is not an IANA time zone',
  })
  .default('Asia/Tokyo')

/** The members of a list with commas. */
const listed = (text: string) => text.split(',').flatMap((one) => one.trim() || [])

/**
 * Witnesses as `<vkey>@<submission prefix>`, comma separated.
 * @throws Error when one is none
 */
function witnessesIn(text: string): WitnessAddress[] {
  return listed(text).map((one) => {
    const [, vkey = '', url = ''] = /^(.+?)@(https?:\/\/.+)$/.exec(one) ?? []
    const key = parseVerifierKey(vkey, sha256)
    if (key.kind !== 'cosignature' || !URL.canParse(url)) throw new Error(`${one} is no witness`)
    return { key, url: url.replace(/\/$/, '') }
  })
}

function areWitnesses(text: string): boolean {
  try {
    return witnessesIn(text).length > 0
  } catch {
    return false
  }
}

/** Every environment variable, in the order the documentation lists them. */
export const variables = {
  PORT: { says: 'Port to listen on; 0 takes a free one.', schema: whole(0, 65_535, 3000) },
  HOST: { says: 'Address to listen on.', schema: z.string().min(1).default('127.0.0.1') },
  DATA_DIR: {
    says: 'Folder of the embedded store, the keys and the uploads under way.',
    schema: z.string().min(1).default('./data'),
  },
  MONGODB_URI: {
    says: 'A MongoDB server or cluster to use instead of the embedded store.',
    schema: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb://')
      .optional(),
  },
  TLS_PORT: {
    says: 'Port of HTTPS for tablets (3443); 0 takes a free one, off serves none.',
    schema: z.literal('off').or(z.coerce.number().int().min(0).max(65_535)).optional(),
  },
  TLS_HOST: {
    says: 'Address HTTPS listens on; all of this machine by default.',
    schema: z.string().min(1).default('0.0.0.0'),
  },
  TLS_CERT: {
    says: 'PEM file of a certificate and its chain, with TLS_KEY, instead of the own authority.',
    schema: z.string().min(1).optional(),
  },
  TLS_KEY: { says: 'PEM file of the private key of TLS_CERT.', schema: z.string().optional() },
  TLS_NAMES: {
    says: 'Further names and addresses on the certificate of the own authority, comma separated.',
    schema: z
      .string()
      .refine((names) => listed(names).every((name) => isIP(name) > 0 || isHostName(name)), {
        error: 'holds something that is neither a host name nor an address',
      })
      .optional(),
  },
  PUBLIC_URL: {
    says: 'The address people type, when it differs from HOST and PORT.',
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  ADMIN_USER: {
    says: 'User name of the first account, with ADMIN_PASSWORD, for unattended set-up.',
    schema: z.string().min(1).max(40).optional(),
  },
  ADMIN_PASSWORD: {
    says: 'Password of the first account; used only while no account exists.',
    schema: z.string().min(10).max(200).optional(),
  },
  LOG_LEVEL: {
    says: 'Least severe log line written.',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  },
  TIME_ZONE: {
    says: 'Zone in which the year of record numbers turns and exports print times.',
    schema: timeZone,
  },
  LOG_ORIGIN: {
    says: 'Name of the journal on its checkpoints (C2SP origin), fixed at the first start.',
    schema: z
      .string()
      .regex(/^[^\s+]{1,200}$/, 'may hold no blank and no +')
      .default('daicho.local/journal'),
  },
  LOG_KEY: {
    says: 'Ed25519 signing key of the journal (PRIVATE+KEY+…) instead of the one in DATA_DIR/keys.',
    schema: z.string().startsWith('PRIVATE+KEY+').optional(),
  },
  TSA_URL: {
    says: 'A time-stamping authority (RFC 3161) that stamps checkpoints; none by default.',
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  TSA_CA: {
    says: 'PEM file of the roots the certificate of TSA_URL must lead to; any by default.',
    schema: z.string().min(1).optional(),
  },
  WITNESSES: {
    says: 'Witnesses that cosign checkpoints (C2SP), as vkey@https://…, comma separated.',
    schema: z.string().refine(areWitnesses, { error: 'is not vkey@https://…, …' }).optional(),
  },
  OUTSIDE_SECONDS: {
    says: 'The least time between two stamps, and two cosignatures of one witness, in seconds.',
    schema: whole(0, 86_400, 60),
  },
  SESSION_SECRET: {
    says: 'Secret of session tokens, needed alike on every instance; made in DATA_DIR/keys if absent.',
    schema: z.string().min(32).optional(),
  },
  SESSION_HOURS: { says: 'Hours a sign-in lasts.', schema: whole(1, 24 * 30, 12) },
  DEVICE_DAYS: { says: 'Days the enrolment of a tablet lasts.', schema: whole(1, 3_650, 365) },
  SIGN_IN_TRIES: {
    says: 'Failed sign-ins per address and user in a quarter of an hour.',
    schema: whole(1, 1000, 10),
  },
  TRUST_PROXY: {
    says: 'Addresses of reverse proxies to trust, comma separated; none by default.',
    schema: z.string().optional(),
  },
  TAIL_MS: {
    says: 'How often an instance looks for entries other instances wrote, in milliseconds.',
    schema: whole(20, 60_000, 250),
  },
  STOP_SECONDS: {
    says: 'How long a stop waits for requests under way, in seconds.',
    schema: whole(1, 300, 10),
  },
} as const satisfies Record<string, Variable>

/** How HTTPS is served. */
export interface TlsConfig {
  /** The port asked for; undefined takes the usual one, and goes without when it is taken. */
  readonly port: number | undefined
  readonly host: string
  readonly given: { readonly cert: string; readonly key: string } | undefined
  readonly names: readonly string[]
  /** The data folder whose keys speak for this machine, when it is another than the house's. */
  readonly identityOf?: string
}

/** Who outside the house vouches for when the journal was as it is. */
export interface TimesConfig {
  /** `ca` is a PEM file. */
  readonly tsa: { readonly url: string; readonly ca: string | undefined } | undefined
  readonly witnesses: readonly WitnessAddress[]
  /** The least time between two requests to one of them, in milliseconds. */
  readonly everyMs: number
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly mongodbUri: string | undefined
  /** Undefined when HTTPS is switched off. */
  readonly tls: TlsConfig | undefined
  readonly publicUrl: string | undefined
  readonly admin: { readonly user: string; readonly password: string } | undefined
  readonly logLevel: string
  readonly timeZone: string
  readonly logOrigin: string
  readonly logKey: string | undefined
  readonly times: TimesConfig
  readonly sessionSecret: string | undefined
  readonly sessionHours: number
  readonly deviceDays: number
  readonly signInTries: number
  readonly trustProxy: readonly string[]
  readonly tailMs: number
  readonly stopSeconds: number
  /** Nothing in this house is real; no variable says so, only whoever makes such a house. */
  readonly demo?: boolean
}

/** The environment's faults, all of them. */
export class ConfigError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/**
 * Reads and checks the environment.
 *
 * @throws ConfigError with every fault at once
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = []
  const read = <K extends keyof typeof variables>(name: K) => {
    const given = environment[name]
    const result = variables[name].schema.safeParse(given === '' ? undefined : given)
    if (!result.success) {
      faults.push(`${name}: ${result.error.issues.map((issue) => issue.message).join('; ')}`)
    }
    return result.data as z.output<(typeof variables)[K]['schema']>
  }
  const user = read('ADMIN_USER')
  const password = read('ADMIN_PASSWORD')
  if ((user === undefined) !== (password === undefined)) {
    faults.push('ADMIN_USER and ADMIN_PASSWORD go together')
  }
  const [tlsPort, tlsHost, cert, key, names] = [
    read('TLS_PORT'),
    read('TLS_HOST'),
    read('TLS_CERT'),
    read('TLS_KEY'),
    read('TLS_NAMES'),
  ]
  if ((cert === undefined) !== (key === undefined)) faults.push('TLS_CERT and TLS_KEY go together')
  const [tsaUrl, ca] = [read('TSA_URL'), read('TSA_CA')]
  if (ca !== undefined && tsaUrl === undefined) faults.push('TSA_CA needs TSA_URL')
  const witnesses = read('WITNESSES')
  const given = cert !== undefined && key !== undefined ? { cert, key } : undefined
  const config: Config = {
    port: read('PORT'),
    host: read('HOST'),
    dataDir: path.resolve(read('DATA_DIR') ?? '.'),
    mongodbUri: read('MONGODB_URI'),
    tls:
      tlsPort === 'off'
        ? undefined
        : { port: tlsPort, host: tlsHost, given, names: listed(names ?? '') },
    publicUrl: read('PUBLIC_URL')?.replace(/\/$/, ''),
    admin: user !== undefined && password !== undefined ? { user, password } : undefined,
    logLevel: read('LOG_LEVEL'),
    timeZone: read('TIME_ZONE'),
    logOrigin: read('LOG_ORIGIN'),
    logKey: read('LOG_KEY'),
    times: {
      tsa: tsaUrl === undefined ? undefined : { url: tsaUrl, ca },
      // What is no list of witnesses is among the faults already.
      witnesses: witnesses !== undefined && areWitnesses(witnesses) ? witnessesIn(witnesses) : [],
      everyMs: read('OUTSIDE_SECONDS') * 1000,
    },
    sessionSecret: read('SESSION_SECRET'),
    sessionHours: read('SESSION_HOURS'),
    deviceDays: read('DEVICE_DAYS'),
    signInTries: read('SIGN_IN_TRIES'),
    trustProxy: listed(read('TRUST_PROXY') ?? ''),
    tailMs: read('TAIL_MS'),
    stopSeconds: read('STOP_SECONDS'),
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}
