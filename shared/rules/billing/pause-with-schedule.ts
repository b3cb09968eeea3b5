import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Only what bills by itself is paused. */
export const pauseWithSchedule = blockRule({
  id: 'billing/pause-with-schedule',
  severity: 'error',
  needs: 'graph',
  on: ['subscription', 'subscription-schedule'],
  docs: {
    title: 'Only what bills by itself is paused',
    why: 'Pausing is refused with a schedule attached; resuming needs automatic collection.',
    source: 'Stripe API reference: subscriptions.pause, resume',
  },
  valid: [{ name: 'an automatic subscription', graph: single({ set: { plan: { pause: true } } }) }],
  invalid: [
    {
      name: 'sent invoices',
      graph: single({ set: { plan: { pause: true, collectionMethod: 'send_invoice', daysUntilDue: 30 } } }),
      reports: [
        {
          message: '“plan” may be paused and cannot be resumed, found sent invoices',
          location: atField('plan', 'pause'),
        },
      ],
    },
    {
      name: 'a schedule',
      graph: single({
        drop: ['plan'],
        blocks: { plan2: ['subscription-schedule', { pause: true }] },
        with: [
          'fee.price -> plan2.price',
          'cus.customer -> plan2.customer',
          'form.money-out -> plan2.money-in',
        ],
      }),
      reports: [
        { message: '“plan2” may not be paused, found a schedule', location: atField('plan2', 'pause') },
      ],
    },
  ],
  *check(plan) {
    if (!plan.props.pause) return
    const fixes = [setProps('Do not pause it', plan, { pause: false })]
    if (isKind(plan, 'subscription-schedule'))
      yield found(atField(plan.id, 'pause'), `${quoted(plan)} may not be paused, found a schedule`, fixes)
    else if (plan.props.collectionMethod === 'send_invoice')
      yield found(
        atField(plan.id, 'pause'),
        `${quoted(plan)} may be paused and cannot be resumed, found sent invoices`,
        fixes,
      )
  },
})
