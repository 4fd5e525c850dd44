/** The API's description as a page a person can read, without scripts and without a network. */
import type { OpenApi, Operation } from '../../models/derive/openapi.ts'
import { problems } from '../../models/problems.ts'
import type { Language } from '../../models/words.ts'

/** The documentation page in a language. */
export function docsPage(description: OpenApi, language: Language): string {
  const groups = description.tags.map((tag) => group(description, tag, language)).join('')
  const refusals = Object.entries(problems)
    .map(([code, { status, says }]) => row([code, String(status), says[language]]))
    .join('')
  const title = language === 'ja' ? 'Daicho API' : 'Daicho API'
  const failures = language === 'ja' ? '問題の一覧' : 'Problems'
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${style}</style></head><body><main><h1>${title}</h1>
<p>${escape(description.info.description)} <a href="/api/openapi.json">openapi.json</a></p>
${groups}<h2>${failures}</h2><table><tbody>${refusals}</tbody></table></main></body></html>`
}

function group(description: OpenApi, tag: OpenApi['tags'][number], language: Language): string {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag.name))
      .map(([method, operation]) => details(path, method, operation, language)),
  )
  return `<h2 id="${tag.name}">${escape(tag.description)}</h2>${operations.join('')}`
}

function details(path: string, method: string, operation: Operation, language: Language): string {
  const summary = language === 'ja' ? operation['x-summary-ja'] : operation.summary
  const body = operation.requestBody
    ? `<pre>${escape(JSON.stringify(operation.requestBody, undefined, 2))}</pre>`
    : ''
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code>
<span>${escape(summary)}</span></summary><p><code>${operation.operationId}</code></p>${body}</details>`
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

const style = `body{font:16px/1.6 system-ui,"Noto Sans JP",sans-serif;margin:0;color:#1c2530;
background:#fff}main{max-width:60rem;margin:0 auto;padding:2rem 1rem}summary{cursor:pointer;
padding:.6rem 0;min-height:1.6rem}summary b{display:inline-block;min-width:3.5rem}summary span{
color:#4a5560;margin-left:.5rem}pre{background:#f4f6f8;padding:1rem;overflow:auto;font-size:13px}
td{padding:.3rem .8rem .3rem 0;vertical-align:top}@media (prefers-color-scheme:dark){body{
background:#14181d;color:#e8ecf0}pre{background:#1e242b}summary span{color:#aab4be}a{color:#8ab4f8}}`
