import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { ABOVE, COLUMN, ROW, STEP } from './grid.ts'
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
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  customer('Jonas Weber'),
  provider('rider', 'Ada Nwosu, courier', { props: { entityType: 'individual' } }),
  {
    blocks: {
      ele: {
        kind: 'payment-element',
        label: 'Pay in the app',
        at: [COLUMN[1], ROW],
        props: { platform: 'android', mode: 'payment' },
      },
      fee: {
        kind: 'application-fee',
        label: 'Commission',
        at: [COLUMN[2], ABOVE],
        props: { percent: 20 },
      },
      risk: { kind: 'radar', label: 'Fraud rules', at: [COLUMN[1], ABOVE] },
      job: {
        kind: 'payment-intent',
        label: 'Delivery',
        at: [COLUMN[2], ROW - 8],
        props: {
          amount: 2400,
          chargeType: 'destination',
          setupFutureUsage: 'off_session',
          transferData: [{ destination: 'rider' }],
        },
      },
      tipped: {
        kind: 'condition',
        label: 'A tip?',
        at: [COLUMN[2], ABOVE - 104],
        props: { expression: "metadata.tip = 'yes'", elseIgnored: true },
      },
      tip: {
        kind: 'payment-intent',
        label: 'Tip',
        at: [COLUMN[3], ABOVE - 104],
        props: { amount: 400, chargeType: 'destination', transferData: [{ destination: 'rider' }] },
      },
      none: {
        kind: 'external-system',
        label: 'No tip',
        at: [COLUMN[3], ABOVE - 208],
        props: { name: 'Nothing to do' },
      },
      pay: {
        kind: 'payout',
        label: 'Instant payout',
        at: [COLUMN[6], ROW + STEP.card],
        props: { interval: 'daily', method: 'instant', delayDays: 2, debitNegativeBalances: 'yes' },
      },
    },
    connections: [
      'cus.customer > ele.customer',
      'cus.customer > job.customer',
      'cus.customer > tip.customer',
      'ele.money-out > job.money-in',
      'ele.money-out > tipped.money-in',
      'tipped.money-then > tip.money-in',
      'tipped.money-else > none.money-in',
      'fee.application-fee > job.application-fee',
      'risk.radar > job.radar',
      'risk.radar > tip.radar',
      'job.money-out > rider.money-in',
      'tip.money-out > rider.money-in',
      'rider.money-out > pay.money-in',
    ],
  },
  kept(['fee'], [COLUMN[3], ABOVE]),
  webhooks(
    'job',
    [...EVENTS.intent, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      { id: 'paid', label: 'Close job', events: ['payment_intent.succeeded'] },
      HANDLER.declined,
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('job', {
    refund: { reverseTransfer: true, refundApplicationFee: true },
    dispute: { recover: 'reverse_transfers' },
  }),
  { blocks: {}, connections: ['tip.money-out > dp.money-in', 'tip.event-out > wh.event-in'] },
  providerEvents(['rider']),
)

/** Jobs, tips, instant pay. */
export const onDemandServices: Template = {
  id: 'on-demand-services',
  title: 'On-demand services with tips',
  summary: 'Destination charges, tip, instant payout',
  story:
    'Jonas has a parcel fetched for $24.00 and adds a tip of $4.00 afterwards. The courier gets 80 % of the job and the whole tip, and may have it on her bank account within minutes; the platform keeps 20 % of the job and pays Stripe’s fees for both.',
  assumptions: [
    'Job of $24.00, commission 20 %',
    'Tip of $4.00 as a payment of its own, without commission',
    'Instant payouts at 1.5 %',
  ],
  document: buildDocument({
    name: 'On-demand services with tips',
    ...part,
    groups: { after: { title: 'After the job', blocks: ['dp', 'rf'].map(blockId) } },
    scenarios: onceScenarios,
  }),
}
