/**
 * What the counter says to staff who look after what was refused there: apart, because visitors
 * never read it and their first page need not wait for it.
 */
import { words } from '../../models/words.ts'

export const staffDoor = {
  only: words('係員の確認', 'For staff'),
  text: words(
    'この端末で受け付けた内容のうち、台帳に記録できなかったものがあります。係員本人のIDとパスワードで確認します。端末の登録はそのままです。',
    'Something taken in at this tablet could not be recorded. Staff look at it with their own user name and password; the tablet stays enrolled.',
  ),
  open: words('確認する', 'Look at it'),
  barred: words(
    'このアカウントでは受付の内容を扱えません。',
    'This account may not handle what is taken in here.',
  ),
  title: words('記録できなかった受付', 'What could not be recorded'),
  done: words(
    'すべて片付きました。「最初に戻る」で受付に戻ります。',
    'All settled. “Start over” leads back to the reception.',
  ),
} as const
