import { askForDetails } from '../resources/refunds.ts'
import { insideEndpoint } from './inside-endpoint.ts'

export const refundHelpers = [
  insideEndpoint('POST /_sim/refunds/{id}/require_action', {
    what: 'a refund on its way (`pm_card_pendingRefund`) asks its customer where the money is to go',
    run: (world, { id = '' }) => askForDetails(world, id),
  }),
]
