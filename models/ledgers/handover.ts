/**
 * The sheet that goes with equipment and media which leave or enter the premises: what was applied
 * for, how it is protected, and the signatures of both moments at which it changes hands.
 */
import type { Paper } from '../paper.ts'
import { words } from '../words.ts'
import type { MovementFields, MovementState } from './movementfields.ts'

export const handOverSheet: Paper<keyof MovementFields, MovementState> = {
  title: words('持出持込票', 'Hand-over Sheet'),
  states: ['approved', 'out', 'returned', 'closed', 'lost'],
  particulars: ['direction', 'category'],
  opening: words(
    '次の品目の持出・持込と受渡しを記録します。',
    'This sheet records how the items below left, entered and changed hands.',
  ),
  sections: [
    {
      heading: words('申請', 'Application'),
      fields: [
        'applicant',
        'customer',
        'reason',
        'destination',
        'destinationAddress',
        'recipient',
        'plannedOut',
        'dueBack',
      ],
    },
    { heading: words('品目', 'Items'), rows: 'items' },
    {
      heading: words('情報とリスク', 'Information and risk'),
      fields: [
        'information',
        'personalData',
        'risk',
        'riskNote',
        'measures',
        'approver',
        'decidedAt',
      ],
    },
    { heading: words('期限の延長', 'Extensions'), rows: 'extensions' },
    {
      heading: words('運搬と保護', 'Carriage and protection'),
      fields: [
        'carriage',
        'carrierName',
        'courier',
        'trackingNo',
        'container',
        'sealNo',
        'encryption',
        'erasure',
        'inbound',
      ],
    },
    {
      heading: words('持出・持込の受渡し', 'Hand-over on leaving or entering'),
      fields: ['carriedOutAt', 'itemsChecked', 'releasedBy'],
    },
    {
      heading: words('持出・持込時の署名', 'Signatures on leaving or entering'),
      signed: [
        { who: 'releasedBy', at: 'carriedOutAt', image: 'releaseSignature' },
        { who: 'carrierName', at: 'carriedOutAt', image: 'carrierSignature' },
      ],
    },
    { heading: words('受渡しの履歴', 'Chain of custody'), rows: 'custody' },
    { heading: words('紛失確認', 'Loss checks'), rows: 'checks' },
    {
      heading: words('返却', 'Return'),
      fields: ['returnedAt', 'itemsMatched', 'difference', 'condition', 'sealIntact'],
    },
    {
      heading: words('返却時の署名', 'Signatures on return'),
      signed: [
        { who: 'returnedBy', at: 'returnedAt', image: 'returnSignature' },
        { who: 'receivedBy', at: 'returnedAt', image: 'receiptSignature' },
      ],
    },
    { heading: words('返却検査', 'Return inspection'), fields: ['inspection'] },
    { heading: words('写真', 'Photos'), pictures: 'photos' },
  ],
}
