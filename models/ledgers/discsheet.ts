/** The sheet of one disc from its lot to the shredder, as the paper file had it. */
import type { Paper } from '../paper.ts'
import { words } from '../words.ts'
import type { DiscFields, DiscState } from './discfields.ts'

export const discSheet: Paper<keyof DiscFields, DiscState> = {
  title: words('CD/DVD管理票', 'Disc Sheet'),
  states: ['blank', 'requested', 'issued', 'written', 'stored', 'out', 'destroyed', 'lost'],
  particulars: ['labelNo', 'kind', 'takenInAt'],
  sections: [
    { heading: words('受入', 'Intake'), fields: ['lot', 'takenInAt', 'cabinet', 'keyHolder'] },
    {
      heading: words('申請と払出', 'Application and issue'),
      fields: ['applicant', 'purpose', 'plannedContents', 'useBy', 'issuer', 'issuedAt'],
    },
    {
      heading: words('受領の署名', 'Receipt'),
      signed: [
        { who: 'issuer', at: 'issuedAt' },
        { who: 'applicant', at: 'issuedAt', image: 'receiptSignature' },
      ],
    },
    {
      heading: words('記録した内容', 'Contents'),
      fields: ['contents', 'confidential', 'encrypted', 'writer', 'writtenAt', 'movement'],
    },
    { heading: words('点検の履歴', 'Checks'), rows: 'checks' },
    {
      heading: words('廃棄', 'Destruction'),
      fields: ['destruction', 'operator', 'witness', 'destroyedAt', 'loss', 'note'],
    },
    {
      heading: words('廃棄の実施者', 'Destroyed by'),
      signed: [
        { who: 'operator', at: 'destroyedAt' },
        { who: 'witness', at: 'destroyedAt' },
      ],
    },
    { heading: words('写真', 'Photos'), pictures: 'photos' },
  ],
}
