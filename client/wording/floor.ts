/** What the work on the floor says: proposals, batches, running clocks and checks on leaving. */
import { words } from '../../models/words.ts'

export const floor = {
  remembered: words('前回の値', 'As last time'),
  known: words('登録情報から', 'From the register'),
  clearProposal: words('{label}：{origin}を消す', '{label}: clear ({origin})'),
  offered: words('{label}の候補', 'Suggestions: {label}'),
  me: words('自分（{name}）', 'Me ({name})'),
} as const
