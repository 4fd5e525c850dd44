/** What the trusting page says, in both languages, in the order one reads it. */
import { words } from '../../models/words.ts'
import type { Words } from '../../models/words.ts'

export const saying = {
  title: words('タブレットをつなぐ', 'Connect a tablet'),
  text: words(
    'このタブレットで台帳を安全に使えるようにします。初回だけ、5分ほどで終わります。',
    'This makes Daicho safe to use on this tablet. It is done once and takes about five minutes.',
  ),
  other: words('English', '日本語'),
  address: words('台帳のアドレス', 'Address of Daicho'),
  open: words('台帳を開く', 'Open Daicho'),
  openText: words(
    '下の手順が済んでいれば、このアドレスがそのまま開きます。',
    'Once the steps below are done, this address opens without a warning.',
  ),
  scan: words('ほかの端末で開くとき', 'Open this page elsewhere'),
  check: words('はじめに: 指紋を照合する', 'First: compare the fingerprint'),
  checkText: words(
    'これからタブレットに入れる証明書の SHA-256 指紋です。サーバーの起動時の表示、または管理者の「タブレット」の画面と同じであることを確かめてください。違うときは先へ進まず、管理者に知らせてください。',
    'The SHA-256 fingerprint of the certificate you are about to install. Make sure it equals the one the server printed when it started, or the one on the administrator’s Tablets page. If it differs, stop and tell the administrator.',
  ),
  name: words('証明書の名前', 'Name of the certificate'),
  until: words('有効期限', 'Good until'),
  profile: words('プロファイルをダウンロード', 'Download the profile'),
  certificate: words('証明書をダウンロード', 'Download the certificate'),
  pinning: words('受付のタブレットを固定する', 'Keep a reception tablet on its page'),
} as const

/** One step; a link is the button beside it. */
export interface Step {
  readonly says: Words
  readonly link?: 'profile' | 'certificate' | 'open'
}

/** The steps of one kind of tablet, with and without a certificate to trust. */
export interface Walk {
  readonly title: Words
  readonly trust: readonly Step[]
  readonly install: readonly Step[]
  readonly pin: readonly Step[]
}

export const walks: Readonly<Record<'ipad' | 'android', Walk>> = {
  ipad: {
    title: words('iPad（Safari）', 'iPad (Safari)'),
    trust: [
      {
        says: words(
          'プロファイルをダウンロードし、「許可」をタップします。',
          'Download the profile and tap **Allow**.',
        ),
        link: 'profile',
      },
      {
        says: words(
          '**設定**を開き、左上の **ダウンロード済みのプロファイル** → **インストール** の順にタップします。「詳細」で指紋を確かめられます。',
          'Open **Settings**, tap **Profile Downloaded** at the top left, then **Install**. **More Details** shows the fingerprint.',
        ),
      },
      {
        says: words(
          '**設定 → 一般 → 情報 → 証明書信頼設定** を開き、この証明書をオンにします。',
          'Open **Settings → General → About → Certificate Trust Settings** and switch this certificate on.',
        ),
      },
    ],
    install: [
      {
        says: words(
          'Safari で台帳のアドレスを開きます。警告が出なければ成功です。',
          'Open the address of Daicho in Safari. No warning means it worked.',
        ),
        link: 'open',
      },
      {
        says: words(
          '**共有 → ホーム画面に追加** をタップし、以後はホーム画面の台帳から開きます。こうすると、しばらく使わなくても、送信待ちの記録が iPadOS に消されません。',
          'Tap **Share → Add to Home Screen**, and open Daicho from the Home Screen from now on. iPadOS then keeps unsent records even when the tablet rests for a while.',
        ),
      },
    ],
    pin: [
      {
        says: words(
          '**設定 → アクセシビリティ → アクセスガイド** をオンにし、パスコードを決めます。',
          'Switch on **Settings → Accessibility → Guided Access** and set a passcode.',
        ),
      },
      {
        says: words(
          'ホーム画面の台帳を開き、トップボタン（またはホームボタン）を **3回** 押して **開始** をタップします。終えるときも3回押し、パスコードを入れます。',
          'Open Daicho from the Home Screen, press the top button (or Home button) **three times** and tap **Start**. Three presses and the passcode end it.',
        ),
      },
    ],
  },
  android: {
    title: words('Android（Chrome）', 'Android (Chrome)'),
    trust: [
      {
        says: words('証明書をダウンロードします。', 'Download the certificate.'),
        link: 'certificate',
      },
      {
        says: words(
          '**設定 → セキュリティ → 暗号化と認証情報 → 証明書のインストール → CA 証明書** を開き、注意を読んで **インストールする** をタップし、ダウンロードしたファイルを選びます。',
          'Open **Settings → Security → Encryption & credentials → Install a certificate → CA certificate**, read the notice, tap **Install anyway** and choose the downloaded file.',
        ),
      },
      {
        says: words(
          '同じ画面の **信頼できる認証情報 → ユーザー** でこの証明書を開くと、指紋を確かめられます。',
          'Open the certificate under **Trusted credentials → User** on the same screen to see its fingerprint.',
        ),
      },
    ],
    install: [
      {
        says: words(
          'Chrome で台帳のアドレスを開きます。警告が出なければ成功です。',
          'Open the address of Daicho in Chrome. No warning means it worked.',
        ),
        link: 'open',
      },
      {
        says: words(
          'メニュー **⋮ → アプリをインストール**（または **ホーム画面に追加**）をタップします。',
          'Tap the menu **⋮ → Install app** (or **Add to Home screen**).',
        ),
      },
    ],
    pin: [
      {
        says: words(
          '**設定 → セキュリティ → アプリ固定** をオンにし、「固定を解除する前に PIN を要求」もオンにします。',
          'Switch on **Settings → Security → App pinning**, with **Ask for PIN before unpinning**.',
        ),
      },
      {
        says: words(
          '台帳を開き、最近使ったアプリの一覧で台帳のアイコンをタップして **固定** を選びます。',
          'Open Daicho, show the recent apps, tap the icon of Daicho and choose **Pin**.',
        ),
      },
    ],
  },
}
