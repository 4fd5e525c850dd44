/** What pages say where nothing stands yet. */
import { words } from '../../models/words.ts'

export const emptiness = {
  ask: words('「{act}」は{roles}にご依頼ください。', 'For “{act}”, please ask: {roles}.'),
  or: words('または', ' or '),
} as const
