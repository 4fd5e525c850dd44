/** What the way to a record's papers says. */
import { words } from '../../models/words.ts'

export const papering = {
  papers: words('書面（PDF）', 'Papers (PDF)'),
  ja: words('{title}（日本語）', '{title} (Japanese)'),
  en: words('{title}（英語）', '{title} (English)'),
  making: words('作成しています', 'Being made'),
} as const
