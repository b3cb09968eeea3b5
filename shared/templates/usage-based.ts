import { blockId } from '#shared/flow/ids.ts'
import { buildDocument } from './build-document.ts'
import { BELOW, COLUMN, ROW } from './grid.ts'
import { catalogue, customer, EVENTS, HANDLER, join, kept, renewalScenarios, webhooks } from './parts.ts'
import type { Template } from './template.ts'

const part = join(
  catalogue([
    {
      id: 'base',
      name: 'API access',
      label: 'Base fee, monthly',
      product: { kind: 'digital' },
      price: { unitAmount: 4900, interval: 'month' },
    },
    {
      id: 'calls',
      name: 'API requests',
      label: 'Per request',
      product: { unitLabel: 'request', kind: 'digital' },
      price: { unitAmountDecimal: '0.2', interval: 'month', usageType: 'metered' },
    },
  ]),
  customer('Acme Analytics', { clock: true, props: { email: 'billing@acme.example', business: true } }),
  {
    blocks: {
      meter: {
        kind: 'meter',
        label: 'Requests',
        at: [COLUMN[0], BELOW + 112],
        props: { eventName: 'requests' },
      },
      used: {
        kind: 'usage-event',
        label: 'Requests of a month',
        at: [COLUMN[1], BELOW + 112],
        props: { value: 48_000, identifier: 'acme-requests-1' },
      },
      ele: {
        kind: 'payment-element',
        label: 'Card entry',
        at: [COLUMN[1], ROW],
        props: { platform: 'web', mode: 'subscription' },
      },
      sub: { kind: 'subscription', label: 'API subscription', at: [COLUMN[2], ROW - 8] },
      dun: { kind: 'dunning', label: 'Smart retries', at: [COLUMN[1], BELOW] },
    },
    connections: [
      'meter.meter > callsPrice.meter',
      'meter.meter > used.meter',
      'cus.customer > used.customer',
      'cus.customer > ele.customer',
      'cus.customer > sub.customer',
      'basePrice.price > sub.price',
      'callsPrice.price > sub.price',
      'dun.dunning > sub.dunning',
      'ele.money-out > sub.money-in',
    ],
  },
  kept(['sub'], [COLUMN[3], ROW], 'Own revenue'),
  webhooks(
    'sub',
    [...EVENTS.billing, ...EVENTS.dispute, ...EVENTS.warning],
    [
      {
        id: 'grant',
        label: 'Renew key',
        events: ['invoice.paid'],
        props: { grants: 'invoice_paid' },
      },
      HANDLER.renewal,
      HANDLER.disputed,
    ],
  ),
)

/** A base fee and what was used. */
export const usageBased: Template = {
  id: 'usage-based',
  title: 'Pay for what is used',
  summary: 'Meter, metered price, base fee',
  story:
    'A customer pays $49.00 a month in advance and, with the next invoice, 0.2 cents for each request of the month before. The app reports requests to a meter under ids of its own, so that nothing is counted twice.',
  assumptions: [
    '48,000 requests a month at 0.2 ¢, $96.00 in arrears',
    'Base fee $49.00 in advance',
    'US card at list price',
  ],
  document: buildDocument({
    name: 'Pay for what is used',
    ...part,
    groups: {
      catalog: {
        title: 'Catalog',
        blocks: ['base', 'basePrice', 'calls', 'callsPrice'].map(blockId),
      },
    },
    scenarios: renewalScenarios,
  }),
}
