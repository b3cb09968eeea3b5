import { invalidRequest, noSuch } from '../core/errors.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { takeApplicationFee } from '../money/application-fees.ts'
import { cardFee, debitFee } from '../money/fees.ts'
import { book, type Fee } from '../money/ledger.ts'
import { sendOn } from './transfers.ts'

type Charge = ApiObjects['charge']

/** Refuses a destination that is not one of the platform's accounts or cannot receive transfers. */
export function checkDestination(world: World, id: string, param: string): void {
  const account = world.store.get('account', id)?.row
  if (account === undefined || !world.owns(id)) throw noSuch('destination', id, param)
  if (account.capabilities?.transfers !== 'active' && account.capabilities?.legacy_payments !== 'active')
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      { code: 'insufficient_capabilities_for_transfer', param },
    )
}

/** Sends a captured destination charge on to its account, and takes the platform's fee there. */
export function forwardCharge(world: World, charge: Charge, availableOn: number): Charge {
  const { transfer_data: data } = charge
  if (data === null) return charge
  const wanted = Math.min(data.amount ?? charge.amount_captured, charge.amount_captured)
  const transfer = sendOn(world, charge, {
    amount: wanted,
    destination: data.destination,
    fee: charge.application_fee_amount ?? 0,
  })
  const fee = charge.application_fee_amount
  const { destination_payment: payment } = transfer
  if (fee === null || fee === 0 || payment === undefined)
    return world.change('charge', charge.id, { transfer: transfer.id })
  const taken = takeApplicationFee(world, {
    account: data.destination,
    amount: fee,
    currency: charge.currency,
    charge: payment,
    originating: charge.id,
    availableOn,
  })
  world
    .on(data.destination)
    .change('charge', payment, { application_fee: taken.id, application_fee_amount: fee })
  return world.change('charge', charge.id, { application_fee: taken.id, transfer: transfer.id })
}

function processingFees(world: World, charge: Charge, amount: number): readonly Fee[] {
  const { currency, payment_method_details: details } = charge
  if (details?.type === 'sepa_debit' || details?.type === 'us_bank_account')
    return debitFee(world, details.type, { amount, currency })
  return cardFee(world, { amount, currency, cardCountry: details?.card?.country ?? 'US' })
}

/** The fees of a charge made on a connected account itself, and the platform's share of it. */
export function directFees(world: World, charge: Charge, amount: number): readonly Fee[] {
  const stripe = processingFees(world, charge, amount)
  if (world.account === world.platform) return stripe
  const payer = world.store.get('account', world.account)?.row.controller?.fees?.payer
  const own: Fee[] = charge.application_fee_amount
    ? [{ type: 'application_fee', amount: charge.application_fee_amount, description: 'Application fee' }]
    : []
  if (payer === 'account') return [...stripe, ...own]
  const platform = world.on(world.platform)
  book(platform, {
    amount: 0,
    currency: charge.currency,
    type: 'stripe_fee',
    category: 'fee',
    source: charge.id,
    fees: stripe,
    description: `Processing fees of ${charge.id}`,
  })
  return own
}

/** The platform's side of a direct charge's application fee. */
export function takeDirectFee(world: World, charge: Charge, availableOn: number): Charge {
  const amount = charge.application_fee_amount
  if (amount === null || amount === 0 || world.account === world.platform) return charge
  const fee = takeApplicationFee(world.on(world.platform), {
    account: world.account,
    amount,
    currency: charge.currency,
    charge: charge.id,
    originating: null,
    availableOn,
  })
  return world.change('charge', charge.id, { application_fee: fee.id })
}
