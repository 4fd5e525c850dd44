/**
 * An export that is made while its reader goes on working, as both sides of the door know it. It
 * is no record: it says how far a file has come, and is forgotten with the file.
 */
import type { Language } from './words.ts'

export const exportFormats = ['xlsx', 'csv', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Where an export stands; the last three are where it ends. */
export type ExportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** An export as its reader sees it. */
export interface ExportView {
  readonly id: string
  readonly ledger: string
  readonly format: ExportFormat
  readonly language: Language
  readonly state: ExportState
  /** Rows written so far, and of how many once that is known. */
  readonly rows: number
  readonly of?: number
  /** The name its file is saved under, its size in bytes and its SHA-256. */
  readonly name: string
  readonly bytes?: number
  readonly sha256?: string
  /** Until when it is kept, ISO. */
  readonly keptUntil?: string
  /** Why it failed. */
  readonly problem?: { readonly code: string; readonly title: string }
}

/** Whether an export is still to come. */
export function underWay({ state }: Pick<ExportView, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}
