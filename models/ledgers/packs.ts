/**
 * Packs お客様パック: what was put together for which customer, about which period, and to whom it
 * was handed. A pack is made for somebody who wants to check the house without asking it, so its
 * manifest, its file and every hand-over stand in the journal by their hash.
 */
import { choice, day, group, lines, link, list, moment, number, text } from '../fields.ts'
import type { LinkTarget, PartValues } from '../fields.ts'
import { ledger } from '../ledger.ts'
import type { Made } from '../ledger.ts'
import { words } from '../words.ts'
import type { Language, Words } from '../words.ts'
import { customers } from './customers.ts'

const needed = { required: true }
const languageLabels: Readonly<Record<Language, Words>> = {
  ja: words('日本語', 'Japanese'),
  en: words('英語', 'English'),
}
const means = {
  link: words('ダウンロード用リンク', 'Download link'),
  medium: words('媒体（USBメモリ・ディスク）', 'Medium (USB memory, disc)'),
  post: words('郵送・宅配', 'Post or courier'),
  meeting: words('対面', 'In person'),
  other: words('その他', 'Other'),
}
const stamps = {
  none: words('利用なし', 'None'),
  waiting: words('時刻証明待ち', 'Awaiting time-stamp'),
  stamped: words('あり', 'In the pack'),
}
const hash = (label: Words) => text(label, { max: 64, ...needed })

const linked = {
  link: text(words('リンクの番号', 'Link id'), { max: 36, ...needed }),
  to: text(words('宛先', 'To'), {
    ...needed,
    help: words('病院名と部署。個人名は書きません。', 'Institution and department, not a person.'),
  }),
  endsAt: moment(words('期限', 'Until'), needed),
}

const fields = {
  customer: link(words('お客様', 'Customer'), (): LinkTarget => customers),
  from: day(words('期間の始め', 'From')),
  to: day(words('期間の終わり', 'To'), {
    help: words('この日を含みます。', 'This day is included.'),
  }),
  language: choice(words('言語', 'Language'), languageLabels),
  manifest: text(words('目録のSHA-256', 'SHA-256 of the manifest'), { max: 64 }),
  contents: group(words('内容', 'Contents'), {
    records: number(words('記録', 'Records'), { min: 0, ...needed }),
    papers: number(words('証明書', 'Certificates'), { min: 0, ...needed }),
    files: number(words('ファイル', 'Files'), { min: 0, ...needed }),
    first: number(words('通し番号の始め', 'First of the customer’s entries'), { min: 1 }),
    last: number(words('通し番号の終わり', 'Last of the customer’s entries'), { min: 1 }),
    size: number(words('ジャーナルの件数', 'Entries of the journal'), { min: 1, ...needed }),
    timestamp: choice(words('作成時の時刻証明', 'Time-stamp when it was made'), stamps),
  }),
  file: group(words('ファイル', 'File'), {
    sha256: hash(words('SHA-256', 'SHA-256')),
    size: number(words('バイト数', 'Bytes'), { min: 1, ...needed }),
  }),
  packedAt: moment(words('作成日時', 'Packed')),
  handedTo: text(words('引渡し先', 'Handed to'), {
    help: words('病院名と部署。個人名は書きません。', 'Institution and department, not a person.'),
  }),
  means: choice(words('引渡しの方法', 'Means'), means),
  handedFile: text(words('引き渡したファイルのSHA-256', 'SHA-256 of the file handed over'), {
    max: 64,
  }),
  handedAt: moment(words('引渡し日時', 'Handed over')),
  note: lines(words('備考', 'Note')),
  shared: group(words('発行したリンク', 'Link made'), {
    ...linked,
    sha256: text(words('ファイルのSHA-256', 'SHA-256 of the file'), { max: 64 }),
  }),
  fetched: text(words('受け取られたリンク', 'Link used'), { max: 36 }),
  revoked: text(words('取り消したリンク', 'Link revoked'), { max: 36 }),
  links: list(words('リンクの履歴', 'Links'), {
    ...linked,
    madeAt: moment(words('発行', 'Made'), needed),
    fetchedAt: moment(words('受取り', 'Fetched')),
    revokedAt: moment(words('取消し', 'Revoked')),
  }),
}

type PackFacts = PartValues<typeof fields>

/** The links after one of them was used or revoked. */
function withLink(
  { links = [] }: PackFacts,
  id: string | undefined,
  change: { readonly fetchedAt: string } | { readonly revokedAt: string },
): PackFacts {
  return { links: links.map((one) => (one.link === id ? { ...one, ...change } : one)) }
}

export const packs = ledger('packs', {
  label: words('お客様パック', 'Packs'),
  noun: words('パック', 'pack'),
  empty: words(
    'お客様と期間を選ぶと、証明書・記録・証拠を一つのファイルにまとめます。お客様は当社に問い合わせずに真正性を確かめられます。',
    'Choose a customer and a period: certificates, records and proofs come in one file, which the customer verifies without asking you.',
  ),
  prefix: 'PK',
  paperless: true,
  fields,
  states: {
    made: words('作成', 'Made'),
    handed: words('引渡済', 'Handed over'),
    discarded: words('破棄', 'Discarded'),
  },
  acts: {
    order: {
      label: words('パックを作成する', 'Make a pack'),
      from: null,
      to: 'made',
      by: ['iso'],
      needs: ['customer', 'from', 'to', 'language'],
      takes: ['note'],
    },
    seal: {
      label: words('目録を記録する', 'Seal the manifest'),
      from: ['made'],
      to: 'same',
      by: ['iso'],
      needs: ['manifest', 'contents'],
      apart: true,
      tone: 'aside',
    },
    keep: {
      label: words('ファイルを保管する', 'Keep the file'),
      from: ['made'],
      to: 'same',
      by: ['iso'],
      needs: ['file'],
      stamps: { packedAt: 'time' },
      apart: true,
      tone: 'aside',
    },
    hand: {
      label: words('引渡しを記録する', 'Record the hand-over'),
      from: ['made', 'handed'],
      to: 'handed',
      by: ['iso'],
      needs: ['handedTo', 'means'],
      takes: ['note'],
      stamps: { handedAt: 'time' },
    },
    share: {
      label: words('リンクを発行する', 'Make a download link'),
      from: ['made', 'handed'],
      to: 'same',
      by: ['iso'],
      needs: ['shared'],
      apply: ({ links = [] }, { shared }, made: Made) => {
        if (!shared) return {}
        // The record names its one file once; the entry says it with each link.
        const { sha256: _file, ...link } = shared
        return { links: [...links, { ...link, madeAt: made.at }], shared: undefined }
      },
      apart: true,
    },
    fetch: {
      label: words('リンクで受け取る', 'Fetch it through a link'),
      from: ['made', 'handed'],
      to: 'handed',
      by: ['iso'],
      needs: ['fetched'],
      takes: ['handedTo', 'handedFile'],
      apply: (before, { fetched }, made: Made) => ({
        ...withLink(before, fetched, { fetchedAt: made.at }),
        handedAt: made.at,
        means: 'link',
        fetched: undefined,
      }),
      apart: true,
    },
    revoke: {
      label: words('リンクを取り消す', 'Revoke a link'),
      from: 'any',
      to: 'same',
      by: ['iso'],
      needs: ['revoked'],
      apply: (before, { revoked }, made: Made) => ({
        ...withLink(before, revoked, { revokedAt: made.at }),
        revoked: undefined,
      }),
      because: true,
      apart: true,
      tone: 'aside',
    },
    amend: {
      label: words('訂正する', 'Correct'),
      from: 'any',
      to: 'same',
      by: ['iso'],
      takes: ['handedTo', 'means', 'note'],
      because: true,
      tone: 'aside',
    },
    discard: {
      label: words('ファイルを破棄する', 'Discard the file'),
      from: ['made', 'handed'],
      to: 'discarded',
      by: ['iso'],
      because: true,
      tone: 'danger',
    },
  },
  rules: [
    {
      on: ['order'],
      must: ({ facts: { from, to } }) => from === undefined || to === undefined || from <= to,
      else: words(
        '期間の終わりは、始めの日以後にしてください。',
        'The period ends before it begins.',
      ),
      field: 'to',
    },
    {
      on: ['share'],
      must: ({ before }) => before?.facts['file'] !== undefined,
      else: words(
        'パックのファイルがまだありません。先にファイルを作成してください。',
        'The pack has no file yet. Make it first.',
      ),
    },
  ],
  reads: { iso: 'all', auditor: 'all' },
  customer: 'customer',
  title: ({ from, to }) => (from && to ? `${from} – ${to}` : undefined),
  sorts: ['packedAt', 'handedAt'],
  columns: [
    'customer',
    'from',
    'to',
    'language',
    'contents',
    'packedAt',
    'handedTo',
    'means',
    'handedAt',
  ],
})
