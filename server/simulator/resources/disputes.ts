import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { fixedFee } from '../money/fees.ts'
import { book } from '../money/ledger.ts'
import { closeReview, settleWarnings } from './reviews.ts'

type Dispute = ApiObjects['dispute']

/** Days to answer a dispute with evidence. */
const ANSWER_SECONDS = 7 * 86_400

type About = { readonly reason: string; readonly inquiry: boolean; readonly amount?: number }

/** The card's holder disputes what is left of a charge. An inquiry takes no money yet. */
export function openDispute(world: World, chargeId: string, about: About): Dispute {
  const dispute = record(world, chargeId, {
    ...about,
    status: about.inquiry ? 'warning_needs_response' : 'needs_response',
  })
  answerBy(world, dispute)
  world.emit('charge.dispute.created', dispute)
  return about.inquiry ? dispute : withdraw(world, dispute)
}

/** The card network gives the money back before it comes to a dispute: there is nothing to answer, and no dispute fee. */
export function preventDispute(world: World, chargeId: string): Dispute {
  const { amount_captured: captured, amount_refunded: refunded, disputed } = world.get('charge', chargeId)
  if (disputed || captured === refunded)
    throw invalidRequest('This charge is disputed already, or nothing of it is left.', {
      code: 'charge_not_refundable',
    })
  const dispute = record(world, chargeId, { reason: 'fraudulent', inquiry: false, status: 'prevented' })
  world.emit('charge.dispute.created', dispute)
  return withdraw(world, dispute)
}

function record(
  world: World,
  chargeId: string,
  { status, ...about }: About & Pick<Dispute, 'status'>,
): Dispute {
  const charge = world.get('charge', chargeId)
  const dispute = world.create('dispute', {
    amount: about.amount ?? charge.amount_captured - charge.amount_refunded,
    charge: charge.id,
    created: world.now,
    currency: charge.currency,
    evidence: { enhanced_evidence: {} },
    evidence_details: {
      due_by: status === 'prevented' ? null : world.now + ANSWER_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    is_charge_refundable: about.inquiry,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: about.reason,
    status,
  })
  world.store.link('charge.disputes', charge.id, dispute.id)
  world.change('charge', charge.id, { disputed: true })
  closeReview(world, charge.review, 'disputed')
  settleWarnings(world, charge.id)
  return dispute
}

/** The card's holder disputes a charge, in as many parts as the test card says. */
export function openDisputes(
  world: World,
  charge: ApiObjects['charge'],
  { times = 1, ...about }: { readonly reason: string; readonly inquiry: boolean; readonly times?: number },
): void {
  const part = Math.floor(charge.amount_captured / times)
  for (let index = 1; index < times; index += 1) openDispute(world, charge.id, { ...about, amount: part })
  openDispute(world, charge.id, { ...about, amount: charge.amount_captured - part * (times - 1) })
}

function withdraw(world: World, dispute: Dispute): Dispute {
  const transaction = book(world, {
    amount: -dispute.amount,
    currency: dispute.currency,
    type: 'adjustment',
    category: 'dispute',
    source: dispute.id,
    fees:
      dispute.status === 'prevented'
        ? []
        : [
            {
              type: 'stripe_fee',
              amount: fixedFee(world, 'dispute_received', dispute.currency),
              description: 'Dispute fee',
            },
          ],
    description: `Chargeback withdrawal for ${dispute.charge}`,
  })
  const after = world.change('dispute', dispute.id, {
    balance_transactions: [...dispute.balance_transactions, transaction],
  })
  world.emit('charge.dispute.funds_withdrawn', after)
  return after
}

/** Stripe offers to appeal against a dispute that is lost; the money stays with the bank meanwhile. */
export function offerAppeal(world: World, id: string): Dispute {
  const lost = world.get('dispute', id)
  if (lost.status !== 'lost')
    throw invalidRequest(`Only a lost dispute can be appealed; the status of this one is ${lost.status}.`)
  const dispute = world.change('dispute', id, {
    evidence_details: { ...lost.evidence_details, due_by: world.now + ANSWER_SECONDS, past_due: false },
    status: 'appeal_needs_response',
  })
  answerBy(world, dispute)
  world.emitChange('charge.dispute.updated', lost, dispute)
  return dispute
}

/** The bank decides; evidence texts of Stripe's test mode say how, in an appeal as the reason for filing it. */
function decide(world: World, dispute: Dispute): Dispute {
  const { appeal, uncategorized_text: answer } = dispute.evidence
  const text = (dispute.status.startsWith('appeal') ? appeal?.card?.reason_for_filing : answer) ?? ''
  if (text === 'winning_evidence') return close(world, dispute, 'won')
  if (text === 'losing_evidence') return close(world, dispute, 'lost')
  return text === 'escalate_inquiry_evidence' && dispute.status.startsWith('warning')
    ? escalate(world, dispute)
    : dispute
}

/** The card's holder is not content with the answer to an inquiry: it becomes a chargeback, and takes the money. */
function escalate(world: World, inquiry: Dispute): Dispute {
  const charge = world.get('charge', inquiry.charge)
  const dispute = world.change('dispute', inquiry.id, {
    amount: charge.amount_captured - charge.amount_refunded,
    evidence_details: { ...inquiry.evidence_details, due_by: world.now + ANSWER_SECONDS },
    is_charge_refundable: false,
    status: 'needs_response',
  })
  world.unschedule(null, dispute.id, 'dispute.due')
  answerBy(world, dispute)
  world.emitChange('charge.dispute.updated', inquiry, dispute)
  return withdraw(world, dispute)
}

function answerBy(world: World, dispute: Dispute): void {
  const at = dispute.evidence_details.due_by ?? world.now
  world.schedule({ at, clock: null, action: 'dispute.due', target: dispute.id })
}

/** Nobody answered in time: the dispute is lost, and an inquiry is over. */
export function loseByDefault(world: World, id: string): void {
  const dispute = world.find('dispute', id)
  if (dispute === undefined || !REVIEWED.has(dispute.status)) return
  const late = world.change('dispute', id, {
    evidence_details: { ...dispute.evidence_details, past_due: true },
  })
  close(world, late, 'lost')
}

function close(world: World, dispute: Dispute, outcome: 'won' | 'lost'): Dispute {
  const inquiry = dispute.status.startsWith('warning')
  const closed = world.change('dispute', dispute.id, {
    status: inquiry ? 'warning_closed' : outcome,
    is_charge_refundable: inquiry || outcome === 'won',
  })
  if (outcome === 'lost' || inquiry) {
    world.emit('charge.dispute.closed', closed)
    return closed
  }
  const back = book(world, {
    amount: dispute.amount,
    currency: dispute.currency,
    type: 'adjustment',
    category: 'dispute_reversal',
    source: dispute.id,
    fees: countered(world, dispute)
      ? [
          {
            type: 'stripe_fee',
            amount: -fixedFee(world, 'dispute_countered', dispute.currency),
            description: 'Dispute countered fee refund',
          },
        ]
      : [],
    description: `Chargeback reversal for ${dispute.charge}`,
  })
  const won = world.change('dispute', dispute.id, {
    balance_transactions: [...closed.balance_transactions, back],
  })
  world.emit('charge.dispute.funds_reinstated', won)
  world.emit('charge.dispute.closed', won)
  return won
}

function countered(world: World, dispute: Dispute): boolean {
  return world.store.linked('dispute.countered', dispute.id).length > 0
}

function submit(world: World, dispute: Dispute): Dispute {
  const { status } = dispute
  let submitted = dispute
  if (status === 'needs_response' && !countered(world, dispute)) {
    const fee = book(world, {
      amount: 0,
      currency: dispute.currency,
      type: 'stripe_fee',
      category: 'fee',
      source: dispute.id,
      fees: [
        {
          type: 'stripe_fee',
          amount: fixedFee(world, 'dispute_countered', dispute.currency),
          description: 'Dispute countered fee',
        },
      ],
      description: 'Dispute countered fee',
    })
    world.store.link('dispute.countered', dispute.id, fee.id)
    submitted = world.change('dispute', dispute.id, {
      balance_transactions: [...dispute.balance_transactions, fee],
    })
  }
  return world.change('dispute', dispute.id, {
    status: REVIEWED.get(status) ?? status,
    evidence_details: {
      ...submitted.evidence_details,
      has_evidence: true,
      submission_method: 'manual',
      submission_count: submitted.evidence_details.submission_count + 1,
    },
  })
}

/** Who waits for an answer, and what becomes of it once that is there. */
const REVIEWED = new Map<string, Dispute['status']>([
  ['needs_response', 'under_review'],
  ['warning_needs_response', 'warning_under_review'],
  ['appeal_needs_response', 'appeal_under_review'],
])

export const disputeEndpoints = [
  endpoint('GET /v1/disputes', (world, params) =>
    listOf(world, 'dispute', {
      url: '/v1/disputes',
      page: params,
      keep: dispute =>
        (params.charge === undefined || dispute.charge === params.charge) &&
        (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent),
    }),
  ),
  endpoint('GET /v1/disputes/{id}', (world, _params, path) => world.get('dispute', path['id'] ?? '')),
  endpoint('POST /v1/disputes/{id}', (world, params, path) => {
    const before = world.get('dispute', path['id'] ?? '')
    if (
      params.evidence !== undefined &&
      !REVIEWED.has(before.status) &&
      !before.status.endsWith('under_review')
    )
      throw invalidRequest('This dispute is already closed', { code: 'dispute_closed' })
    const { enhanced_evidence: _enhanced, ...texts } = params.evidence ?? {}
    const evidence = {
      ...before.evidence,
      ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
    }
    const changed = world.change('dispute', before.id, {
      evidence,
      evidence_details: {
        ...before.evidence_details,
        has_evidence: params.evidence !== undefined || before.evidence_details.has_evidence,
      },
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    const sends = params.submit ?? params.evidence !== undefined
    const after = sends && REVIEWED.has(before.status) ? submit(world, changed) : changed
    world.emitChange('charge.dispute.updated', before, after)
    return sends ? decide(world, after) : after
  }),
  endpoint('POST /v1/disputes/{id}/close', (world, _params, path) => {
    const dispute = world.get('dispute', path['id'] ?? '')
    if (!REVIEWED.has(dispute.status))
      throw invalidRequest('This dispute is already closed', { code: 'dispute_closed' })
    return close(world, dispute, 'lost')
  }),
]
