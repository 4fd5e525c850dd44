/**
 * How suites make packs, read them and tamper with them: as the ISO office orders one, as a
 * customer receives one, and as somebody who would like it to say something else.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import { afterManifest, packNames } from '../../models/pack.ts'
import type { Manifest, PackRecords } from '../../models/pack.ts'
import { openArchive } from '../../models/verify/archive.ts'
import type { Shown, Voice } from '../people.ts'

/** How often it is looked whether a pack is made, in milliseconds. */
const lookMs = 50

/** Files of a pack by name. */
export type Files = Map<string, Uint8Array>

export const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)

/** Orders a pack and waits until its file is made. */
export async function packed(voice: Voice, order: object): Promise<Shown> {
  const pack = await voice.post('/packs', {
    from: '2020-01-01',
    to: today(),
    language: 'ja',
    ...order,
  })
  return await madeOf(voice, pack)
}

/** Waits until a pack's file is made. @throws Error with the problem that stood in the way */
export async function madeOf(voice: Voice, pack: Shown): Promise<Shown> {
  for (;;) {
    const { state, problem } = await voice.get<{ state: string; problem?: { title: string } }>(
      `/packs/${pack.id}/file`,
    )
    if (state === 'packed') return await voice.get(`/packs/${pack.id}`)
    if (state === 'failed') throw new Error(problem?.title)
    await pause(lookMs)
  }
}

/** A pack's file as it is downloaded. */
export async function download(voice: Voice, pack: Shown): Promise<Uint8Array> {
  return await voice.bytes(`/packs/${pack.id}.zip`)
}

/** Every file of an archive. */
export async function unpacked(bytes: Uint8Array): Promise<Files> {
  const reader = await openArchive(new Blob([new Uint8Array(bytes)]))
  const files: Files = new Map()
  for (const name of reader.names) files.set(name, (await reader.read(name)) ?? new Uint8Array())
  return files
}

/** An archive of files. */
export async function repacked(files: Files): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter())
  for (const [name, bytes] of files) await zip.add(name, new Uint8ArrayReader(bytes), { level: 0 })
  return new Uint8Array(await (await zip.close()).arrayBuffer())
}

export const textIn = (files: Files, name: string) =>
  Buffer.from(files.get(name) ?? []).toString('utf8')

/** The manifest of a pack, and its records. */
export const manifestIn = (files: Files) =>
  JSON.parse(textIn(files, packNames.manifest)) as Manifest
export const recordsIn = (files: Files) =>
  JSON.parse(textIn(files, packNames.records)) as PackRecords

/** Puts a text into a pack. */
export function put(files: Files, name: string, content: string | object): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  files.set(name, new Uint8Array(Buffer.from(text)))
}

/** Makes the manifest name the files as they now are, as a careful forger would. */
export function nameAnew(files: Files): void {
  const manifest = manifestIn(files)
  const named = [...files]
    .filter(([name]) => !afterManifest.includes(name))
    .map(([name, bytes]) => ({
      name,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }))
  put(files, packNames.manifest, { ...manifest, files: named })
}

/** Writes a file where the verifier can read it. */
export function written(folder: string, name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}
