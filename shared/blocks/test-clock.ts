import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, date, number, rows } from '#shared/flow/fields.ts'
import { refOut } from '#shared/flow/ports.ts'

/** Time that a run can move: subscriptions of its customers renew when it is advanced. */
export const testClock = defineBlock({
  kind: 'test-clock',
  title: 'Test clock',
  summary: 'Moves time in test mode, so that renewals happen in seconds.',
  icon: 'timer',
  docs: {
    body: 'A test clock freezes time for its customers and lets a run advance it month by month. Invoices, trials and dunning follow the clock; charges, balance transactions and payouts keep wall-clock time. One step covers at most two intervals of the shortest subscription. It exists in test mode only, so it is no part of what a developer builds.',
    source: 'https://docs.stripe.com/billing/testing/test-clocks',
  },
  category: 'billing',
  personas: ['D'],
  keywords: ['simulate renewals', 'move time', 'test months ahead'],
  events: [
    'test_helpers.test_clock.created',
    'test_helpers.test_clock.advancing',
    'test_helpers.test_clock.ready',
  ],
  size: 'compact',
  fields: {
    frozenTime: date({
      title: 'Starts at',
      help: 'Time at which the clock stands before the first payment, UTC.',
      parameter: 'frozen_time',
      initial: '2026-01-01T00:00:00Z',
    }),
    attachedAt: choice({
      title: 'Given to the customer',
      help: 'Only when the customer is created; it cannot be added later.',
      initial: 'creation',
      choices: [
        { value: 'creation', label: 'At creation' },
        { value: 'later', label: 'Later' },
      ],
      advanced: true,
    }),
    steps: rows({
      title: 'Steps',
      help: 'Own steps instead of month by month; each at most two of the shortest intervals.',
      row: {
        days: number({
          title: 'Days',
          help: 'How far this step goes.',
          unit: 'days',
          min: 1,
          max: 730,
          initial: 30,
        }),
      },
      advanced: true,
    }),
  },
  ports: [refOut('test-clock', 'Test clock')],
  facts: block => block.props.frozenTime.slice(0, 10),
  compile(block, context) {
    if (context.mode === 'attended') return
    const startsAt = Date.parse(block.props.frozenTime) / 1000
    const clock = context.call('testHelpers.testClocks.create', {
      frozen_time: startsAt,
      name: block.label.slice(0, 300),
    })
    context.give('test-clock', clock)
    context.clock(clock, startsAt)
  },
})
