import { offerAppeal, preventDispute } from '../resources/disputes.ts'
import { insideEndpoint } from './inside-endpoint.ts'

export const disputeHelpers = [
  insideEndpoint('POST /_sim/charges/{id}/prevent_dispute', {
    what: 'the card network resolves a dispute before it is raised: the money is gone, without a dispute fee',
    run: (world, { id = '' }) => preventDispute(world, id),
  }),
  insideEndpoint('POST /_sim/disputes/{id}/offer_appeal', {
    what: 'a lost dispute may be appealed: `evidence[appeal][card][reason_for_filing]` of `winning_evidence` or `losing_evidence` says how that ends',
    run: (world, { id = '' }) => offerAppeal(world, id),
  }),
]
