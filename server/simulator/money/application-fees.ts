import type { ApiObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { book } from './ledger.ts'

type ApplicationFee = ApiObjects['application_fee']

/** What a platform keeps of a payment in a connected account. */
export type FeeTaken = {
  readonly account: string
  readonly amount: number
  readonly currency: string
  /** The payment in the connected account. */
  readonly charge: string
  /** The platform's own charge, for destination charges. */
  readonly originating: string | null
  readonly availableOn: number
}

/** Books the platform's side of an application fee; the connected account's side is a fee of its payment. */
export function takeApplicationFee(platform: World, taken: FeeTaken): ApplicationFee {
  const id = platform.newId('fee_1')
  const transaction = book(platform, {
    amount: taken.amount,
    currency: taken.currency,
    type: 'application_fee',
    category: 'platform_earning',
    source: id,
    availableOn: taken.availableOn,
  })
  const fee = platform.create('application_fee', {
    id,
    account: taken.account,
    amount: taken.amount,
    amount_refunded: 0,
    application: `ca_${platform.platform.slice(-14)}`,
    balance_transaction: transaction.id,
    charge: taken.charge,
    created: platform.now,
    currency: taken.currency,
    fee_source: { charge: taken.charge, type: 'charge' },
    originating_transaction: taken.originating,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  })
  platform.store.link('charge.application_fee', taken.originating ?? taken.charge, fee.id)
  platform.emit('application_fee.created', fee)
  return fee
}
