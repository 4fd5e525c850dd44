/**
 * Derives the OpenAPI 3.1 description of everything ledgers can be asked, from the declarations
 * and the very parsers that judge what comes in.
 */
import { z } from 'zod'
import { actName, creates } from '../ledger.ts'
import type { Act, Ledger } from '../ledger.ts'
import { problems } from '../problems.ts'
import { sessionCookies } from '../session.ts'
import { words } from '../words.ts'
import type { Words } from '../words.ts'
import { bodyParser } from './envelope.ts'
import { parserOf } from './parser.ts'

/** One operation, as far as our own pages read it. */
export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly 'x-summary-ja': string
  readonly tags: readonly string[]
  readonly parameters?: readonly object[]
  readonly security?: readonly object[]
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, object>>
}

export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: object
  readonly security: readonly object[]
}

/** The description of the API over a list of ledgers. */
export function openapi(ledgers: readonly Ledger[], routes: readonly Told[] = []): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daicho',
      version: '1',
      description:
        'Ledgers are changed by acts only. The client makes the id of each act (a UUID), so an ' +
        'act may be sent again without harm. Failures are RFC 9457 problems with a stable code.',
    },
    tags: [
      ...ledgers.map(({ name, label }) => ({ name, description: `${label.ja} / ${label.en}` })),
      { name: houseTag, description: '全体 / The house' },
    ],
    paths: merged([...ledgers.flatMap(pathsOf), ...routes.map(toldPath)]),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: sessionCookies.plain },
        secureCookie: { type: 'apiKey', in: 'cookie', name: sessionCookies.host },
      },
      schemas: { Problem: problemSchema, Record: recordSchema },
    },
    security: [{ bearer: [] }, { secureCookie: [] }, { cookie: [] }],
  }
}

/** A route that no ledger declares, with its own words. */
export interface Told {
  readonly method: string
  /** An Express path. */
  readonly path: string
  readonly says: Words
  readonly open: boolean
}

const houseTag = 'house'

function toldPath({ method, path, says, open }: Told): [string, Record<string, Operation>] {
  const names = [...path.matchAll(/[:*](\w+)/g)].map((match) => match[1] ?? '')
  const address = path.replace(/[:*](\w+)/g, '{$1}')
  const operation: Operation = {
    operationId: `${method}.${address.replace(/[^\w]+/g, '.').replace(/^\.|\.$/g, '')}`,
    summary: says.en,
    'x-summary-ja': says.ja,
    tags: [houseTag],
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: {} })),
    responses: { 200: { description: 'The answer.' }, ...refusals },
    ...(open && { security: [] }),
  }
  return [address, { [method]: operation }]
}

/** One object a path, whoever tells of its methods. */
function merged(
  paths: readonly (readonly [string, Record<string, Operation>])[],
): Record<string, Record<string, Operation>> {
  const all: Record<string, Record<string, Operation>> = {}
  for (const [path, methods] of paths) all[path] = { ...all[path], ...methods }
  return all
}

function pathsOf(ledger: Ledger): [string, Record<string, Operation>][] {
  const base = `/api/v1/${ledger.name}`
  const listing = words(`${ledger.label.ja}の一覧`, `List ${ledger.label.en}`)
  const one = words(`${ledger.noun.ja}を見る`, `Read one: ${ledger.noun.en}`)
  const timeline = words(`${ledger.noun.ja}の履歴`, `Timeline of one: ${ledger.noun.en}`)
  const linked = words(`${ledger.noun.ja}のつながり`, `What one is linked to: ${ledger.noun.en}`)
  const csv = words(`${ledger.label.ja}を CSV で書き出す`, `Export ${ledger.label.en} as CSV`)
  return [
    [base, { get: reading(ledger, 'list', listing, listParameters) }],
    [`${base}/export.csv`, { get: reading(ledger, 'export', csv, exportParameters) }],
    [`${base}/{id}`, { get: reading(ledger, 'read', one, [idParameter]) }],
    [`${base}/{id}/chain`, { get: reading(ledger, 'chain', linked, [idParameter]) }],
    [`${base}/{id}/history`, { get: reading(ledger, 'history', timeline, [idParameter]) }],
    ...Object.entries(ledger.acts)
      .filter(([, act]) => !act.apart)
      .map(([name, act]): [string, Record<string, Operation>] => [
        creates(act) ? `${base}/acts/${name}` : `${base}/{id}/${name}`,
        { post: acting(ledger, name, act) },
      ]),
  ]
}

function reading(
  ledger: Ledger,
  kind: string,
  summary: Words,
  parameters: readonly object[],
): Operation {
  return {
    operationId: `${ledger.name}.${kind}`,
    summary: summary.en,
    'x-summary-ja': summary.ja,
    tags: [ledger.name],
    parameters,
    responses: { 200: { description: 'The answer.' }, ...refusals },
  }
}

function acting(ledger: Ledger, name: string, act: Act): Operation {
  const because = act.because ? ['because'] : []
  return {
    operationId: actName(ledger, name),
    summary: `${act.label.en} (${act.by.join(', ')})`,
    'x-summary-ja': `${act.label.ja}（${act.by.join('、')}）`,
    tags: [ledger.name],
    ...(!creates(act) && { parameters: [idParameter] }),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            ...envelopeSchema,
            required: ['id', 'fields', ...because],
            properties: { ...envelopeProperties, fields: fieldsSchema(ledger, act) },
          },
        },
      },
    },
    responses: {
      [creates(act) ? 201 : 200]: {
        description: 'The record after the act.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Record' } } },
      },
      ...refusals,
    },
  }
}

function fieldsSchema(ledger: Ledger, act: Act): object {
  const schema = jsonSchema(parserOf(ledger, act)) as { properties?: Record<string, object> }
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const field = ledger.fields[key]
    if (field) Object.assign(property, { title: `${field.label.ja} / ${field.label.en}` })
  }
  return schema
}

function jsonSchema(schema: z.core.$ZodType): Record<string, unknown> {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  })
  return rest
}

const envelopeSchema = jsonSchema(bodyParser)
const envelopeProperties = envelopeSchema['properties'] as object

const idParameter = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
}

const listParameters = [
  ...['q', 'sort', 'cursor', 'limit'].map((name) => ({ name, in: 'query', schema: {} })),
  {
    name: 'filter',
    in: 'query',
    style: 'deepObject',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
]

const exportParameters = [
  ...listParameters,
  ...['columns', 'language'].map((name) => ({ name, in: 'query', schema: {} })),
]

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(problems) },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, says: { type: 'string' } },
      },
    },
  },
}

const recordSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    number: { type: 'string' },
    state: { type: 'string' },
    revision: { type: 'integer' },
    facts: { type: 'object' },
    acts: { type: 'array', items: { type: 'string' } },
  },
}

const refusals = Object.fromEntries(
  [401, 403, 404, 409, 422].map((status) => [
    status,
    {
      description: Object.entries(problems)
        .filter(([, declared]) => declared.status === status)
        .map(([code]) => code)
        .join(', '),
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    },
  ]),
)
