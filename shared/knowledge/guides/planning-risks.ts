import type { FlowIndex } from '#shared/flow/block-definition.ts'
import { draws } from '../drawn.ts'
import type { Guide } from '../guide.ts'

/** Something that goes wrong in plans that look right. */
export type PlanningRisk = {
  readonly id: string
  readonly risk: string
  readonly means: string
  readonly counter: string
  /** Whether a design runs it. */
  readonly when: (flow: FlowIndex) => boolean
}

const paysProviders = (flow: FlowIndex): boolean => draws(flow, 'transfer', 'split')
const recurring = (flow: FlowIndex): boolean => draws(flow, 'subscription', 'subscription-schedule')

/** What a review of a plan should always look at. */
export const PLANNING_RISKS: readonly PlanningRisk[] = [
  {
    id: 'capability-at-renewal',
    risk: 'A provider is no longer active when a renewal comes',
    means: 'Its transfer fails months after everybody stopped looking.',
    counter: 'Look the capability up before each transfer, keep the share, raise an alarm.',
    when: flow => draws(flow, 'connected-account'),
  },
  {
    id: 'balance-short',
    risk: 'The platform’s balance is too small for refunds and reversals',
    means: 'Refunds stay pending, or reversals fail.',
    counter: 'Keep a reserve; reverse before you refund.',
    when: flow => draws(flow, 'refund', 'transfer-reversal'),
  },
  {
    id: 'dispute-after-payout',
    risk: 'A dispute comes after the provider was paid out',
    means: 'The platform has lost the money, and the provider’s balance is empty.',
    counter: 'Delay payouts, net from the next share, or carry it as a known cost.',
    when: flow => draws(flow, 'connected-account'),
  },
  {
    id: 'coupon-over-commission',
    risk: 'A coupon is larger than the commission',
    means: 'Every discounted sale costs the platform money.',
    counter: 'Let providers fund it, or limit it.',
    when: flow => draws(flow, 'coupon', 'promotion-code') && paysProviders(flow),
  },
  {
    id: 'portal-edits',
    risk: 'The customer changes the bundle in the portal',
    means: 'The split no longer fits what is billed.',
    counter: 'Limit what the portal may change; divide by the lines of each invoice.',
    when: flow => draws(flow, 'customer-portal') && paysProviders(flow),
  },
  {
    id: 'paid-twice',
    risk: 'Two handlers, or two deliveries of one event, pay twice',
    means: 'Providers get their share two times.',
    counter: 'Hang the split on one event, and give each transfer a key made of invoice and account.',
    when: paysProviders,
  },
  {
    id: 'endpoint-down',
    risk: 'The endpoint for `invoice.created` does not answer',
    means: 'Renewals are finalised up to 72 hours late.',
    counter: 'Do not subscribe to it unless you edit drafts; watch deliveries.',
    when: recurring,
  },
  {
    id: 'other-currency',
    risk: 'The charge settles in another currency than the price',
    means: 'Shares computed from the price do not add up to what arrived.',
    counter: 'Compute from the balance transaction.',
    when: flow => draws(flow, 'price', 'payment-intent'),
  },
  {
    id: 'old-fees',
    risk: 'The fee table is out of date',
    means: 'Forecasts are wrong by a little on every payment.',
    counter: 'Check the date of the table; put in what your contract says.',
    when: () => true,
  },
  {
    id: 'bundle-cancelled',
    risk: 'One failing service cancels the whole bundle',
    means: 'With mixed intervals one unpaid invoice ends all services.',
    counter: 'One period for the bundle, or separate subscriptions.',
    when: recurring,
  },
]

/** Risks that a review of a plan should look at. */
export const planningRisks: Guide = {
  id: 'planning-risks',
  title: 'Risks to look for in a plan',
  summary: 'Ten things that go wrong in designs that look right.',
  keywords: ['review', 'risk', 'what can go wrong', 'audit', 'go live'],
  sources: ['practice', 'https://docs.stripe.com/connect/risk-management'],
  parts: [
    {
      part: 'table',
      titles: ['Risk', 'What it means', 'What helps'],
      rows: PLANNING_RISKS.map(({ risk, means, counter }) => [risk, means, counter]),
    },
  ],
}
