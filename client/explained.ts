/**
 * What explains fields and empty lists. Vite makes this module from the declarations and takes
 * the same wordings out of them, so that the first page does not wait for what is read seldom.
 */
import { explanations } from '../models/derive/explaining.ts'
import { ledgers } from '../models/ledgers.ts'

export const explained = explanations(ledgers)
