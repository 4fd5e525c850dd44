/**
 * The only reader of the environment. Every variable is declared once with its meaning and
 * default; a bad value stops the start, and all faults are printed together.
 */
import path from 'node:path'
import { z } from 'zod'

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
  SESSION_SECRET: {
    says: 'Secret of session tokens, needed alike on every instance; made in DATA_DIR/keys if absent.',
    schema: z.string().min(32).optional(),
  },
  SESSION_HOURS: { says: 'Hours a sign-in lasts.', schema: whole(1, 24 * 30, 12) },
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

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly mongodbUri: string | undefined
  readonly publicUrl: string | undefined
  readonly admin: { readonly user: string; readonly password: string } | undefined
  readonly logLevel: string
  readonly timeZone: string
  readonly logOrigin: string
  readonly logKey: string | undefined
  readonly sessionSecret: string | undefined
  readonly sessionHours: number
  readonly signInTries: number
  readonly trustProxy: readonly string[]
  readonly tailMs: number
  readonly stopSeconds: number
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
  const config: Config = {
    port: read('PORT'),
    host: read('HOST'),
    dataDir: path.resolve(read('DATA_DIR') ?? '.'),
    mongodbUri: read('MONGODB_URI'),
    publicUrl: read('PUBLIC_URL')?.replace(/\/$/, ''),
    admin: user !== undefined && password !== undefined ? { user, password } : undefined,
    logLevel: read('LOG_LEVEL'),
    timeZone: read('TIME_ZONE'),
    logOrigin: read('LOG_ORIGIN'),
    logKey: read('LOG_KEY'),
    sessionSecret: read('SESSION_SECRET'),
    sessionHours: read('SESSION_HOURS'),
    signInTries: read('SIGN_IN_TRIES'),
    trustProxy: (read('TRUST_PROXY') ?? '').split(',').flatMap((one) => one.trim() || []),
    tailMs: read('TAIL_MS'),
    stopSeconds: read('STOP_SECONDS'),
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}
