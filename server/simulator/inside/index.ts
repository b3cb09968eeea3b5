import { accountHelpers } from './accounts.ts'
import { checkoutHelpers } from './checkout.ts'
import { disputeHelpers } from './disputes.ts'
import type { InsideEndpoint } from './inside-endpoint.ts'
import { paymentIntentHelpers } from './payment-intents.ts'
import { paymentMethodHelpers } from './payment-methods.ts'
import { payoutHelpers } from './payouts.ts'
import { refundHelpers } from './refunds.ts'
import { settingsEndpoints } from './settings.ts'

/** Every endpoint below `/_sim` that acts for one API key. */
export const insideEndpoints: readonly InsideEndpoint[] = [
  ...accountHelpers,
  ...checkoutHelpers,
  ...disputeHelpers,
  ...paymentIntentHelpers,
  ...paymentMethodHelpers,
  ...payoutHelpers,
  ...refundHelpers,
  ...settingsEndpoints,
]
