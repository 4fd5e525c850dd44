/** What devices say of themselves: above all how much they keep that has not reached the server. */
import { z } from 'zod'
import { limits } from '../models/limits.ts'
import { Problem } from '../models/problems.ts'
import { grantsRoles, readsJournal } from '../models/roles.ts'
import type { Actor } from '../models/roles.ts'
import type { DeviceView } from '../models/shown.ts'
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'
import { labelsOf } from '../server/ledger/present.ts'
import { read } from './read.ts'

const text = z.string().trim().min(1).max(limits.textCharactersMax)
const count = z.number().int().min(0).max(1_000_000)
const reportBody = z.strictObject({
  id: z.uuid(),
  name: text,
  waiting: count,
  refused: count,
  oldestAt: z.iso.datetime().optional(),
  version: text,
  lasting: z.boolean(),
})

export function deviceRoutes(house: House): Route[] {
  return [
    {
      method: 'post',
      path: '/api/v1/devices/current',
      says: words('端末の未送信の状況を知らせる', 'Tell what this device has not sent yet'),
      handle: async ({ actor, body }) => {
        await report(house, actor, read(reportBody, body))
        return new Answer(204)
      },
    },
    {
      method: 'get',
      path: '/api/v1/devices',
      says: words('端末の一覧と未送信の件数', 'Devices, and what they have not sent yet'),
      handle: async ({ actor }) => {
        if (!readsJournal(actor) && !grantsRoles(actor)) throw new Problem('not-allowed')
        return { devices: await devices(house) }
      },
    },
  ]
}

async function report(
  { database }: House,
  actor: Actor,
  { id, oldestAt, ...said }: z.infer<typeof reportBody>,
): Promise<void> {
  const seenAt = new Date()
  const told = { ...said, account: actor.id, seenAt }
  const known = {
    ...(oldestAt !== undefined && { oldestAt: new Date(oldestAt) }),
    ...(said.waiting === 0 && { idleSince: seenAt }),
  }
  const gone = {
    ...(oldestAt === undefined && { oldestAt: 1 as const }),
    ...(said.waiting > 0 && { idleSince: 1 as const }),
  }
  await database.devices.updateOne(
    { _id: id },
    { $set: { ...told, ...known }, ...(Object.keys(gone).length > 0 && { $unset: gone }) },
    { upsert: true },
  )
  const surplus = (await database.devices.estimatedDocumentCount()) - limits.devicesKeptMax
  if (surplus <= 0) return
  // Those that keep nothing back go first.
  const least = await database.devices
    .find({}, { _id: 1 })
    .sort({ waiting: 1, seenAt: 1 })
    .limit(surplus)
  await database.devices.deleteMany({ _id: { $in: least.map(({ _id }) => _id) } })
}

/** Those that keep most first, then those heard of last. */
async function devices(house: House): Promise<DeviceView[]> {
  const found = await house.database.devices
    .find()
    .sort({ waiting: -1, seenAt: -1 })
    .limit(limits.devicesShownMax)
    .lean()
  const linked = await labelsOf(
    house,
    found.map(({ account }) => account),
  )
  return found.map(({ _id, account, oldestAt, seenAt, idleSince: _idle, ...said }) => ({
    ...said,
    id: _id,
    account: linked[account]?.title ?? '',
    seenAt: seenAt.toISOString(),
    ...(oldestAt && { oldestAt: oldestAt.toISOString() }),
  }))
}
