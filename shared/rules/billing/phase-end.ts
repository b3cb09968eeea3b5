import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const phased = (phase: Readonly<Record<string, unknown>>) =>
  single({
    drop: ['plan'],
    blocks: { plan2: ['subscription-schedule', { phases: [{ durationInterval: 'month', ...phase }] }] },
    with: ['fee.price -> plan2.price', 'cus.customer -> plan2.customer', 'form.money-out -> plan2.money-in'],
  })
/** A phase ends in one way. */
export const phaseEnd = blockRule({
  id: 'billing/phase-end',
  severity: 'error',
  needs: 'graph',
  on: ['subscription-schedule'],
  docs: {
    title: 'A phase ends in one way',
    why: 'Duration and end_date exclude each other, and iterations was removed in clover.',
    source: 'Stripe API reference: subscription_schedules.create phases; stripe-node CHANGELOG 19.0.0',
  },
  valid: [{ name: 'a duration', graph: phased({ durationCount: 6 }) }],
  invalid: [
    {
      name: 'a duration and an end',
      graph: phased({ durationCount: 6, endDate: '2027-06-01T00:00:00Z' }),
      reports: [
        {
          message: 'A phase of “plan2” has a duration and an end, found 6 months and 2027-06-01',
          location: atField('plan2', 'phases'),
        },
      ],
    },
    {
      name: 'iterations',
      graph: phased({ iterations: 6 }),
      reports: [
        {
          message: 'A phase of “plan2” counts iterations, which are gone, found 6',
          location: atField('plan2', 'phases'),
        },
      ],
    },
  ],
  *check(schedule) {
    const { phases } = schedule.props
    const both = phases.find(phase => phase.durationCount !== undefined && phase.endDate !== '')
    const counted = phases.find(phase => phase.iterations !== undefined)
    if (both)
      yield found(
        atField(schedule.id, 'phases'),
        `A phase of ${quoted(schedule)} has a duration and an end, found ${both.durationCount ?? 0} ${both.durationInterval}s and ${both.endDate.slice(0, 10)}`,
        [
          setProps('Keep the duration', schedule, {
            phases: phases.map(phase =>
              phase.durationCount === undefined ? phase : { ...phase, endDate: '' },
            ),
          }),
        ],
      )
    if (counted)
      yield found(
        atField(schedule.id, 'phases'),
        `A phase of ${quoted(schedule)} counts iterations, which are gone, found ${counted.iterations ?? 0}`,
        [
          setProps('Say the duration', schedule, {
            phases: phases.map(({ iterations, ...phase }) =>
              iterations === undefined || phase.durationCount !== undefined || phase.endDate !== ''
                ? phase
                : { ...phase, durationCount: iterations },
            ),
          }),
        ],
      )
  },
})
