import { b2bNet30 } from './b2b-net-30.ts'
import { crowdfunding } from './crowdfunding.ts'
import { digitalGoods } from './digital-goods.ts'
import { donations } from './donations.ts'
import { flagship } from './flagship.ts'
import { franchise } from './franchise.ts'
import { instalments } from './instalments.ts'
import { marketplaceOneSeller } from './marketplace-one-seller.ts'
import { merchantPlatform } from './merchant-platform.ts'
import { multiSellerCart } from './multi-seller-cart.ts'
import { onDemandServices } from './on-demand-services.ts'
import { oneProviderSubscription } from './one-provider-subscription.ts'
import { physicalGoods } from './physical-goods.ts'
import { rentalDeposit } from './rental-deposit.ts'
import { saasSeats } from './saas-seats.ts'
import type { Template } from './template.ts'
import { usageBased } from './usage-based.ts'

/** Every starter flow, in the order in which it is offered; the first is what a newcomer sees. */
export const TEMPLATES: readonly Template[] = [
  flagship,
  saasSeats,
  usageBased,
  marketplaceOneSeller,
  multiSellerCart,
  rentalDeposit,
  donations,
  onDemandServices,
  b2bNet30,
  crowdfunding,
  digitalGoods,
  physicalGoods,
  franchise,
  merchantPlatform,
  instalments,
  oneProviderSubscription,
]
