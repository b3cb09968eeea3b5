import { FEE_TABLE, feeFact } from '#shared/facts/fees.ts'
import type { World } from '../core/world.ts'
import type { Fee } from './ledger.ts'

/** Rounds a share in basis points half up, in whole minor units. */
export function shareOf(amount: number, bps: number): number {
  const exact = BigInt(amount) * BigInt(bps)
  return Number((exact + 5000n) / 10000n)
}

type FeeParts = { readonly percentBps: number; readonly fixed: number }

/** A fee as the account's own contract has it, or as published. */
function feeFor(world: World, id: string, currency: string): FeeParts {
  const own = world.store.get('hidden.settings', world.platform)?.row.fees?.[id]
  if (own !== undefined) return { percentBps: own.percent_bps, fixed: own.fixed }
  const fact = feeFact(id)
  return {
    percentBps: fact?.percentBps ?? 0,
    fixed: currency === FEE_TABLE.currency ? (fact?.fixed ?? 0) : 0,
  }
}

/**
 * Stripe's fee for a card charge: all percentages that apply are added exactly and rounded half up once, then the
 * fixed part. A published fixed part is in the table's currency only and is left out for others.
 */
export function cardFee(
  world: World,
  charge: { readonly amount: number; readonly currency: string; readonly cardCountry: string },
): readonly Fee[] {
  const home = world.store.get('account', world.account)?.row.country ?? 'US'
  const parts = [feeFor(world, 'card', charge.currency)]
  if (charge.cardCountry !== home) parts.push(feeFor(world, 'card_international', charge.currency))
  const amount = parts.reduce((sum, part) => ({
    percentBps: sum.percentBps + part.percentBps,
    fixed: sum.fixed + part.fixed,
  }))
  const fee = shareOf(charge.amount, amount.percentBps) + amount.fixed
  return [{ type: 'stripe_fee', amount: fee, description: 'Stripe processing fees' }]
}

/** Stripe's fee for a debit of a bank account; none is published for SEPA, so that it is nothing unless set. */
export function debitFee(
  world: World,
  type: 'sepa_debit' | 'us_bank_account',
  charge: { readonly amount: number; readonly currency: string },
): readonly Fee[] {
  const id = type === 'us_bank_account' ? 'ach_debit' : type
  const { percentBps, fixed } = feeFor(world, id, charge.currency)
  const cap = feeFact(id)?.cap ?? Number.POSITIVE_INFINITY
  const amount = Math.min(cap, shareOf(charge.amount, percentBps) + fixed)
  return [{ type: 'stripe_fee', amount, description: 'Stripe processing fees' }]
}

/** The fixed fee with this id, minor units. */
export function fixedFee(world: World, id: string, currency: string): number {
  return feeFor(world, id, currency).fixed
}

/** The fee of an instant payout: a percentage with a minimum. */
export function instantPayoutFee(world: World, amount: number, currency: string): readonly Fee[] {
  const minimum = currency === FEE_TABLE.currency ? (feeFact('instant_payout')?.min ?? 0) : 0
  const fee = Math.max(minimum, shareOf(amount, feeFor(world, 'instant_payout', currency).percentBps))
  return [{ type: 'stripe_fee', amount: fee, description: 'Instant payout fee' }]
}
