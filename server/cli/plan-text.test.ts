import { expect, it } from 'vitest'
import { planSchema } from '#shared/api/plan.ts'
import { planText } from './plan-text.ts'

const operation = {
  id: 'cus.create',
  block: 'cus',
  call: 'customers.create',
  title: 'Create customer “Ada”',
  params: { email: 'ada@example.com', expand: ['a', 'b'] },
  dependsOn: [],
  idempotencyKey: 'cus.create',
  keyValues: {},
}

it('numbers calls, shows references by number, and lists reactions after them', () => {
  const plan = planSchema.parse({
    hash: 'abc',
    mode: 'unattended',
    operations: [operation],
    reactions: [
      {
        id: 'split',
        block: 'spl',
        on: ['invoice.paid'],
        fetch: 'invoices',
        when: [],
        operations: [
          {
            ...operation,
            id: 'tA.create',
            call: 'transfers.create',
            title: 'Pay “Cleaning”',
            each: { $ref: 'trigger', path: 'payments.data' },
            params: {
              destination: { $ref: 'cus.create', path: 'id' },
              amount: {
                $share: 'spl',
                leg: 'tA',
                lines: { $ref: 'trigger', path: 'lines' },
                charges: { $ref: 'each', path: '' },
                part: 'charge',
              },
              source: { $ref: 'each', path: 'charge' },
            },
            idempotencyKey: 'split:{invoice}:{account}',
          },
          {
            ...operation,
            id: 'tB.create',
            call: 'transfers.create',
            title: 'Pay “Garden”, 7 days later',
            params: { amount: { $left: { $ref: 'each', path: 'amount' } } },
            waitDays: 7,
          },
        ],
      },
    ],
    splits: {},
    clock: null,
    accounts: {},
  })
  expect(planText(plan, ['Radar, Rules: Block all'])).toEqual([
    'Plan abc',
    '1 call as a run makes them, 1 reaction to events',
    'On Stripe, set in the Dashboard beforehand (no call does):',
    '  Radar, Rules: Block all',
    'Nothing here has a test clock that could be advanced: a run takes the days of what waits as over, in their order.',
    '',
    '#1  Create customer “Ada”',
    '    call             customers.create',
    '    email            ada@example.com',
    '    expand.0         a',
    '    expand.1         b',
    '    idempotency key  cus.create',
    '',
    'On invoice.paid, with the object fetched again (invoices.retrieve):',
    '',
    '#2  Pay “Cleaning”',
    '    call             transfers.create',
    '    once per         trigger.payments.data',
    '    destination      #1.id',
    '    amount           share of tA in split spl',
    '    source           each.charge',
    '    idempotency key  split:{invoice}:{account}',
    '',
    '#3  Pay “Garden”, 7 days later',
    '    call             transfers.create',
    '    waits            7 days',
    '    amount           what is left of each.amount',
    '    idempotency key  cus.create',
  ])
})
