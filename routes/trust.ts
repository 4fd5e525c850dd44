/** How tablets reach the house: the page that explains it, the certificate, and the addresses. */
import { Problem } from '../models/problems.ts'
import { languageOf, words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Call, Route } from '../server/http/endpoint.ts'
import { hostIn, trustAnswer } from '../server/tls/trust.ts'

const says = {
  '/trust': words(
    'タブレットに証明書を信頼させる手順のページ',
    'A page that walks a tablet through trusting this server',
  ),
  '/ca.crt': words('認証局の証明書（DER）', 'The certificate of the authority (DER)'),
  '/ca.mobileconfig': words('iPad 用の構成プロファイル', 'The profile an iPad installs'),
} as const

export function trustRoutes(house: House): Route[] {
  const paths = Object.keys(says) as (keyof typeof says)[]
  return [
    ...paths.map((path): Route => ({
      method: 'get',
      path,
      says: says[path],
      open: true,
      handle: (call) => trusted(house, path, call),
    })),
    {
      method: 'get',
      path: '/api/v1/reach',
      says: words('タブレットで開くアドレス', 'The addresses a tablet opens'),
      handle: () => {
        const { authority, ...reach } = house.reach()
        const { der: _, ...told } = authority ?? {}
        const { publicUrl } = house.config
        return Promise.resolve({ ...reach, publicUrl, ...(authority && { authority: told }) })
      },
    },
  ]
}

async function trusted(house: House, path: string, call: Call): Promise<Answer> {
  const { query, headers, secure } = call
  const asked = typeof query['language'] === 'string' ? query['language'] : undefined
  const language = languageOf(asked ?? headers['accept-language'])
  // Only over HTTPS is the host the caller names one that answers there.
  const host = secure ? hostIn(headers.host) : undefined
  const answer = await trustAnswer(path, house.reach(), { language, host, plain: false })
  if (!answer) throw new Problem('unknown-route')
  return new Answer(answer.status, answer.body, answer.headers)
}
