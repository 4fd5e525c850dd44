/** How the pages look, as the account's menu offers it. */
import { words } from '../../models/words.ts'

export const appearance = {
  title: words('画面の明るさ', 'Appearance'),
  auto: words('自動', 'Auto'),
  light: words('明るい', 'Light'),
  dark: words('暗い', 'Dark'),
} as const
