import type { Guide } from '../guide.ts'
import { businessModels } from './business-models.ts'
import { cardCharge } from './card-charge.ts'
import { changedSince } from './changed-since.ts'
import { chargeTypes } from './charge-types.ts'
import { discoveryQuestions } from './discovery-questions.ts'
import { eventSets } from './event-sets.ts'
import { fees } from './fees.ts'
import { planningRisks } from './planning-risks.ts'
import { testing } from './testing.ts'
import { whichProduct } from './which-product.ts'

/** Every guide, from the first talk with a client to the last test. */
export const GUIDES: readonly Guide[] = [
  discoveryQuestions,
  whichProduct,
  chargeTypes,
  businessModels,
  cardCharge,
  eventSets,
  fees,
  planningRisks,
  changedSince,
  testing,
]

/** The guide of this id; undefined when there is none. */
export const guideOf = (id: string): Guide | undefined => GUIDES.find(guide => guide.id === id)
