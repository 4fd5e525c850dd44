/** The product's name as it stands on every page. */
import { useSpeech } from '../language.tsx'
import { wording } from '../wording/house.ts'

export function Brand() {
  const { language, say } = useSpeech()
  return (
    <span className="brand">
      <img src="/icon.svg" alt="" width="30" height="30" />
      <span>
        {say(wording.product)}
        {language === 'ja' && <small lang="en">Daicho</small>}
      </span>
    </span>
  )
}
