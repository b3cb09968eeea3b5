import { askForDetails } from '../resources/refunds.ts'
import { insideEndpoint } from './inside-endpoint.ts'

export const refundHelpers = [
  /** Has a refund on its way ask its customer where the money is to go. */
  insideEndpoint('POST /_sim/refunds/{id}/require_action', (world, path) =>
    askForDetails(world, path['id'] ?? ''),
  ),
]
