/**
 * The API's own description, derived from the ledgers and from the routes that stand beside them.
 */
import { openapi } from '../models/derive/openapi.ts'
import { words } from '../models/words.ts'
import type { House } from '../server/house.ts'
import { docsPage } from '../server/http/docs.ts'
import { Answer } from '../server/http/endpoint.ts'
import type { Route } from '../server/http/endpoint.ts'

/** @param routes every other route of the house */
export function docsRoutes(house: House, routes: readonly Route[]): Route[] {
  const told = routes.flatMap(({ method, path, says, open }) =>
    says ? [{ method, path, says, open: open === true }] : [],
  )
  const description = openapi(house.ledgers, told)
  return [
    {
      method: 'get',
      path: '/api/openapi.json',
      says: words('この説明（OpenAPI 3.1）', 'This description (OpenAPI 3.1)'),
      open: true,
      handle: () => Promise.resolve(description),
    },
    {
      method: 'get',
      path: '/api/docs',
      says: words('この説明の読める形', 'This description, to be read'),
      open: true,
      handle: ({ language }) =>
        Promise.resolve(
          new Answer(200, docsPage(description, language), {
            'Content-Type': 'text/html; charset=utf-8',
          }),
        ),
    },
  ]
}
