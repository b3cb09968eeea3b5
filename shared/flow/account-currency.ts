import { COUNTRIES } from '#shared/facts/countries.ts'
import type { Block } from './graph.ts'
import { textOf } from './read-props.ts'

/** Currency in which a connected account settles: its own, else its country's; null for a country without a known one. */
export const currencyOfAccount = (account: Block): string | null =>
  textOf(account, 'currency') || (COUNTRIES.get(textOf(account, 'country'))?.currency ?? null)
