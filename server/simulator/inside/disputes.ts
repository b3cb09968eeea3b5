import { offerAppeal, preventDispute } from '../resources/disputes.ts'
import { insideEndpoint } from './inside-endpoint.ts'

export const disputeHelpers = [
  /** Has the card network resolve a dispute about a charge before it is raised. */
  insideEndpoint('POST /_sim/charges/{id}/prevent_dispute', (world, path) =>
    preventDispute(world, path['id'] ?? ''),
  ),
  /** Offers an appeal against a dispute that is lost. */
  insideEndpoint('POST /_sim/disputes/{id}/offer_appeal', (world, path) =>
    offerAppeal(world, path['id'] ?? ''),
  ),
]
