import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { BELOW, COLUMN, ROW, STEP } from './grid.ts'
import {
  afterSale,
  catalogue,
  customer,
  EVENTS,
  HANDLER,
  join,
  kept,
  provider,
  providerEvents,
  renewalScenarios,
  webhooks,
} from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue([
    {
      id: 'club',
      name: 'Film club',
      label: 'Membership, monthly',
      product: { provider: 'connected' },
      price: { unitAmount: 2000, interval: 'month' },
    },
  ]),
  customer('Ines Duarte', { clock: true }),
  provider('cinema', 'Lantern Cinema'),
  {
    blocks: {
      ele: {
        kind: 'payment-element',
        label: 'Join in the app',
        at: [COLUMN[1], ROW],
        props: { platform: 'react_native', mode: 'subscription' },
      },
      sub: {
        kind: 'subscription',
        label: 'Film club',
        at: [COLUMN[2], ROW - 8],
        props: { transferData: [{ destination: 'cinema', percent: 80 }] },
      },
      dun: { kind: 'dunning', label: 'Smart retries', at: [COLUMN[1], BELOW] },
    },
    connections: [
      'cinema.account > club.account',
      'cus.customer > ele.customer',
      'cus.customer > sub.customer',
      'clubPrice.price > sub.price',
      'dun.dunning > sub.dunning',
      'ele.money-out > sub.money-in',
      'sub.money-out > cinema.money-in',
    ],
  },
  kept(['sub'], [COLUMN[3], ROW - STEP.card]),
  webhooks(
    'sub',
    [...EVENTS.billing, ...EVENTS.dispute, ...EVENTS.refund, ...EVENTS.warning],
    [
      { id: 'grant', label: 'Open doors', events: ['invoice.paid'], props: { grants: 'invoice_paid' } },
      HANDLER.renewal,
      HANDLER.disputed,
      HANDLER.returned,
    ],
  ),
  afterSale('sub', { refund: { reverseTransfer: true }, dispute: { recover: 'reverse_transfers' } }),
  providerEvents(['cinema']),
)

/** A membership that belongs to one business. */
export const oneProviderSubscription: Template = {
  id: 'one-provider-subscription',
  title: 'Subscription to one provider',
  summary: 'Subscription with a destination',
  story:
    'Ines joins the film club of one cinema in an app for many. She pays $20.00 a month; 80 % of each payment go on to the cinema at once, with every renewal, and the platform keeps the rest and pays Stripe’s fee.',
  assumptions: ['Membership of $20.00 a month', '80 % to the cinema', 'US card at list price'],
  document: buildDocument({
    name: 'Subscription to one provider',
    ...part,
    groups: { after: { title: 'After the sale', blocks: ['dp', 'rf'].map(blockId) } },
    scenarios: renewalScenarios,
  }),
}
