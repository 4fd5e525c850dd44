/**
 * The pledge a visitor signed, as it was signed: the very text by its hash, in the language it was
 * read in, with the drawn name and the moment.
 */
import type { Paper } from '../paper.ts'
import { words } from '../words.ts'
import type { VisitFields, VisitState } from './visitfields.ts'

export const pledgeSheet: Paper<keyof VisitFields, VisitState> = {
  title: words('入館誓約書', 'Entry Pledge'),
  states: ['pledged', 'inside', 'left', 'refused', 'cancelled'],
  needs: 'signature',
  particulars: ['pledgedAt'],
  sections: [
    {
      heading: words('誓約者', 'Pledged by'),
      fields: ['visitor', 'company', 'department', 'reason', 'purpose', 'site'],
    },
    { heading: words('誓約文（署名時の本文）', 'Pledge (the text as signed)'), quoted: 'pledge' },
    { heading: words('誓約文の版', 'Edition of the text'), fields: ['pledge'] },
    { heading: words('持込品', 'Belongings'), rows: 'belongings' },
    { heading: words('火気・危険物等', 'Hazards'), rows: 'hazards' },
    {
      heading: words('署名', 'Signature'),
      signed: [{ who: 'visitor', at: 'pledgedAt', image: 'signature' }],
    },
    {
      heading: words('この書面について', 'About this paper'),
      says: [
        words(
          '本文は、署名のときに画面に示したものを、ハッシュ（SHA-256）で確かめて印字しています。',
          'The text is the one shown when it was signed, as its hash (SHA-256) confirms.',
        ),
        words(
          '記録（JSON）と、ジャーナルへの記入の証明（.tlog-proof）を添付しています。',
          'The record (JSON) and proofs of its entry in the journal (.tlog-proof) are attached.',
        ),
      ],
    },
  ],
}
