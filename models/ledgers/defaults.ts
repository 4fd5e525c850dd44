/**
 * What the house starts with: one site, one set of settings and a pledge text a visitor can sign
 * on the first day. All of it is changed by acts like anything else; it is here so that a first
 * start asks nobody anything.
 */

/** Fields for the act that adopts settings. Day counts are the house's own promises. */
export const defaultSettings = {
  company: 'データセンター運用会社',
  companyEn: 'Datacenter Operator',
  timeZone: 'Asia/Tokyo',
  checkDays: 30,
  discCheckDays: 90,
  storedDays: 14,
  verifyDays: 3,
  certifyDays: 14,
  inspectDays: 3,
  returnDaysMax: 180,
  lateMinutes: 15,
}

/** Fields for the act that opens the first site. */
export const defaultSite = {
  name: '本社データセンター',
  nameEn: 'Main datacenter',
  timeZone: 'Asia/Tokyo',
  areas: [{ area: 'サーバー室' }, { area: 'オペレーションルーム' }, { area: '電源室・空調室' }],
  // Until the house says otherwise it is staffed around the clock, so that nobody is turned away.
  escortHours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '00:00' },
  ],
}

/** Fields for the act that publishes the first pledge text. */
export const defaultPledge = {
  ja: `入館にあたり、次の事項を守ることを誓約します。

1. 撮影・録音の禁止
館内では、写真・動画の撮影および録音を行いません。業務上必要な場合は、事前に書面で許可を受けます。

2. 持込品
許可を受けたもの以外の機器、記録媒体および個人所有物を持ち込みません。持ち込むものはすべて申告し、退館時の確認を受けます。許可なく、機器・記録媒体・書類を持ち出しません。

3. 火気・危険物
火気、可燃物、危険物、液体、粉じんの出るものを持ち込みません。工事などでやむを得ない場合は事前に申告し、合意した養生その他の保護措置をとります。館内では喫煙せず、指定の場所以外で飲食しません。

4. 立会いと区域
常に立会者とともに行動し、立会者から離れません。許可された区域の外には立ち入りません。入館証は見える位置に着用し、貸し借りをせず、退館時に返却します。

5. 作業
事前に合意した内容の作業だけを行います。内容を変える必要が生じたときは、作業を止めて立会者に伝え、承認を受けてから進めます。

6. 他のラック・設備
許可されたラックと設備のほかには触れません。他のラックの扉を開けず、配線、スイッチ、非常用設備を操作しません。

7. 秘密の保持
館内で見聞きした設備、構成、他のお客様に関する情報を、退館後も第三者に漏らしません。

8. 事故の報告
けが、機器の破損、誤操作、紛失、不審な点に気づいたときは、ただちに立会者に報告し、指示に従います。警報や避難の指示があったときは、作業を中断して従います。

9. 入退館時の確認
本人確認、持込品および持出品の確認、監視カメラによる記録に同意します。

10. 個人情報の取扱い
氏名、会社名、連絡先、署名および入退館の記録は、入退館の管理、安全の確保、監査への対応のために利用し、社内の定めた期間保存した後に消去します。法令に基づく場合を除き、第三者に提供しません。開示、訂正などのご請求は受付にお申し出ください。

上記に反した場合は、退館の指示に従い、生じた損害について責任を負います。`,
  en: `On entering these premises I promise the following.

1. No photographs or recordings
I will not take photographs or video, or record sound. Where my work needs it, I will obtain written permission beforehand.

2. Belongings
I will bring in no equipment, storage media or personal items other than those permitted. I will declare everything I bring and let it be checked when I leave. I will take no equipment, media or documents out without permission.

3. Fire and dangerous goods
I will bring in no open flame, flammable or dangerous goods, liquids, or anything that gives off dust. Where construction work makes this unavoidable, I will declare it beforehand and take the agreed protective measures. I will not smoke, and will eat and drink only where it is allowed.

4. Escort and areas
I will stay with my escort at all times and will not enter areas other than those permitted. I will wear my badge where it can be seen, lend it to nobody, and return it when I leave.

5. Work
I will do only the work agreed beforehand. If it has to change, I will stop, tell my escort, and go on only after the change has been approved.

6. Other racks and equipment
I will touch nothing but the racks and equipment I am permitted to work on. I will not open other racks or operate cabling, switches or emergency equipment.

7. Confidentiality
I will not disclose, during or after my visit, what I see or hear here about the facility, its configuration or other customers.

8. Reporting
I will report injuries, damage, mistakes, losses and anything suspicious to my escort at once and follow their instructions. When an alarm sounds or evacuation is ordered I will stop work and comply.

9. Checks on entry and exit
I agree to the checking of my identity, of what I bring in and of what I take out, and to camera surveillance.

10. Personal data
My name, company, contact details, signature and times of entry and exit are used to control access, keep the premises safe and answer audits. They are kept for the period laid down by the company and then erased, and are given to nobody else except where the law requires it. Requests to see or correct them can be made at the reception.

If I break this promise I will leave when told to and am responsible for the damage caused.`,
}
