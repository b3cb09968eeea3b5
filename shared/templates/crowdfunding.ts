import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, BELOW, COLUMN, ROW } from './grid.ts'
import {
  afterSale,
  customer,
  EVENTS,
  HANDLER,
  join,
  kept,
  onceScenarios,
  provider,
  providerEvents,
  takeBack,
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  customer('Lena Hoffmann'),
  provider('maker', 'Open Synth Project', { props: { entityType: 'individual' }, last: true }),
  {
    blocks: {
      ele: {
        kind: 'payment-element',
        label: 'Back this project',
        at: [COLUMN[1], ROW],
        props: { mode: 'payment' },
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[1], ABOVE] },
      pledge: {
        kind: 'payment-intent',
        label: 'Pledge',
        at: [COLUMN[2], ROW - 8],
        props: { amount: 15_000, chargeType: 'separate' },
      },
      spl: {
        kind: 'split',
        label: 'Platform’s 5 %',
        at: [COLUMN[3], ROW - 8],
        props: {
          mode: 'legs',
          commissionBps: 500,
          trigger: 'payment_intent.succeeded',
          legs: [{ account: 'maker', remainder: 1 }],
        },
      },
      wait: {
        kind: 'hold',
        label: 'Held until the goal',
        at: [COLUMN[4], ROW],
        props: { until: 'event', event: 'goal reached', maxDays: 60 },
      },
      goal: {
        kind: 'external-system',
        label: 'Campaign',
        at: [COLUMN[1], BELOW],
        props: { name: 'Counts pledges' },
      },
      tr: { kind: 'transfer', label: 'To the maker', at: [COLUMN[5], ROW] },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > pledge.customer',
      'ele.money-out > pledge.money-in',
      'risk.radar > pledge.radar',
      'pledge.money-out > spl.money-in',
      'paid.event-out > spl.event-in',
      'spl.money-out > wait.money-in',
      'goal.event-out > wait.event-in',
      'wait.money-out > tr.money-in',
      'tr.money-out > maker.money-in',
      'spl.event-out > led.event-in',
    ],
  },
  kept(['spl'], [COLUMN[4], ABOVE]),
  webhooks(
    'pledge',
    [...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning, 'transfer.reversed'],
    [
      { id: 'paid', label: 'Count it', events: ['payment_intent.succeeded'] },
      HANDLER.declined,
      HANDLER.disputed,
      { ...HANDLER.returned, events: [...HANDLER.returned.events, 'transfer.reversed'] },
    ],
  ),
  afterSale('pledge', { dispute: { recover: 'reverse_transfers' } }),
  takeBack(['tr'], 'plt'),
  providerEvents(['maker'], COLUMN[6]),
)

/** Pledges that wait for a goal. */
export const crowdfunding: Template = {
  id: 'crowdfunding',
  title: 'Crowdfunding',
  summary: 'Separate charge, hold, split',
  story:
    'Lena pledges $150.00 for an open synthesizer. The money is held on the platform until the campaign reaches its goal, sixty days at most; then the maker gets 95 %. If the goal is missed, everybody gets their pledge back.',
  assumptions: [
    'Pledge of $150.00, commission 5 %',
    'The goal is reached',
    'Stripe’s fee is borne by the platform and stays spent when pledges go back',
  ],
  document: buildDocument({
    name: 'Crowdfunding',
    ...part,
    groups: { after: { title: 'When the goal is missed', blocks: ['dp', 'rf', 'rv'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
