/** What pages say where nothing stands yet. */
import { words } from '../../models/words.ts'

export const emptiness = {
  ask: words('「{act}」は{roles}にご依頼ください。', 'For “{act}”, please ask: {roles}.'),
  claims: words(
    'サーバーで次のコマンドを実行すると、公表している回答と、それを裏づける記録がここに並びます。',
    'Run this on the server, and your published claims stand here with the records behind them.',
  ),
  or: words('または', ' or '),
} as const
