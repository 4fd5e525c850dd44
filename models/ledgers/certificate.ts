/**
 * The certificate of sanitization and disposal, after the sample form of NIST SP 800-88 Rev. 2
 * (section 4.6 and appendix C) with what Japanese medical institutions ask for beside it. Method
 * stands apart from technique, verification apart from validation, and it says in plain words what
 * its proof shows and what it does not.
 */
import type { Paper } from '../paper.ts'
import { words } from '../words.ts'
import type { DisposalFields, DisposalState } from './disposalfields.ts'

export const certificate: Paper<keyof DisposalFields, DisposalState> = {
  title: words('データ消去・廃棄証明書', 'Certificate of Sanitization and Disposal'),
  states: ['certified', 'reused'],
  needs: 'certificateNo',
  particulars: ['certificateNo', 'certificateRevision', 'certifiedAt'],
  to: 'customer',
  toFields: ['contractNo', 'system'],
  opening: words(
    '下記の記録媒体について、次のとおりデータの消去または廃棄を実施したことを証明します。',
    'We certify that the storage medium below was sanitized or disposed of as follows.',
  ),
  marks: ['limited'],
  sections: [
    {
      heading: words('対象の媒体', 'Medium'),
      fields: [
        'managementNo',
        'maker',
        'model',
        'serial',
        'mediaType',
        'capacityGb',
        'interface',
        'source',
        'system',
        'reason',
        'backup',
        'preClass',
        'requestNo',
        'approvalNo',
        'removedAt',
        'storage',
        'storedAt',
      ],
    },
    { heading: words('受渡しの履歴', 'Chain of custody'), rows: 'custody' },
    {
      heading: words('実施した処理', 'Sanitization'),
      fields: [
        'method',
        'technique',
        'detail',
        'encryptedSinceFirstWrite',
        'standard',
        'toolUsed',
        'workDone',
        'startedAt',
        'finishedAt',
        'site',
        'room',
        'result',
        'errors',
        'toolReport',
        'subcontractor',
      ],
    },
    { heading: words('処理の履歴', 'Treatments'), rows: 'treatments', several: true },
    {
      heading: words('検証と妥当性の判断', 'Verification and validation'),
      fields: ['verification', 'verifiedAt', 'validation', 'validatedAt', 'concurredAt'],
    },
    {
      heading: words('処理後の扱い', 'Disposition'),
      fields: ['destination', 'destinationName', 'manifestNo', 'reuseFor', 'postClass'],
    },
    {
      heading: words('担当者', 'People'),
      signed: [
        { who: 'operator', at: 'finishedAt', image: 'operatorSignature' },
        { who: 'witness', at: 'finishedAt', image: 'witnessSignature' },
        { who: 'verifier', at: 'verifiedAt' },
        { who: 'validator', at: 'validatedAt' },
        { who: 'concurrer', at: 'concurredAt' },
        { who: 'certifier', at: 'certifiedAt' },
      ],
    },
    { heading: words('写真', 'Photos'), pictures: 'photos' },
    {
      heading: words(
        'この証明書が示すこと・示さないこと',
        'What this certificate shows and what it does not',
      ),
      says: [
        words(
          'この証明書は、添付の記録（JSON）を読みやすく印字したものです。内容の正本は添付の記録です。',
          'This certificate prints the attached record (JSON) for reading; the attached record is authoritative.',
        ),
        words(
          '添付の証明（.tlog-proof）により、記録が当社のジャーナルに記入され、その後変えられていないことを、当社に問い合わせずに確かめられます。',
          'With the attached proofs (.tlog-proof) anyone can check, without asking us, that the record was entered in our journal and has not been changed since.',
        ),
        words(
          '証明が示すのは記入されたことと変更がないことです。記入された内容が事実であることは、作業者・立会者・検証者の責任において述べています。',
          'The proof shows that it was entered and not changed. That what was entered is true is stated on the responsibility of the operator, witness and verifier.',
        ),
      ],
    },
  ],
  list: {
    title: words(
      'データ消去・廃棄証明書（一覧）',
      'Certificates of Sanitization and Disposal: List',
    ),
    opening: words(
      '下記の記録媒体について、データの消去または廃棄を実施し、それぞれ証明書を発行したことを証明します。',
      'We certify that each storage medium below was sanitized or disposed of and has a certificate.',
    ),
    columns: [
      'certificateNo',
      'managementNo',
      'maker',
      'model',
      'serial',
      'mediaType',
      'method',
      'technique',
      'finishedAt',
      'destination',
    ],
    says: [
      words(
        'この一覧は表紙です。一台ごとの作業・立会・検証の内容と証明は、個別の証明書にあります。',
        'This list is a cover. What was done to each medium, who saw and verified it, and the proof stand in its own certificate.',
      ),
      words(
        '「ファイル」は個別の証明書のSHA-256の先頭16桁です。空欄のものは、まだファイルを発行していません。',
        '“File” is the first 16 digits of the SHA-256 of the certificate’s file; where it is empty no file was issued yet.',
      ),
    ],
  },
  issues: { act: 'issue', kept: 'issues', revision: 'certificateRevision' },
}
