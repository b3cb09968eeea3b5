import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { targets } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const clocked = (attachedAt: string) =>
  single({ blocks: { clk: ['test-clock', { attachedAt }] }, with: ['clk.test-clock -> cus.test-clock'] })
/** A customer is born on its test clock. */
export const clockLate = blockRule({
  id: 'lifecycle/clock-late',
  severity: 'error',
  needs: 'graph',
  on: ['test-clock'],
  docs: {
    title: 'A customer is born on its test clock',
    why: 'Set on customer create, or on clock create since 2026-05-27.',
    source: 'Stripe API reference: customers.create test_clock; test_clocks.create customer',
  },
  valid: [{ name: 'at creation', graph: clocked('creation') }],
  invalid: [
    {
      name: 'later',
      graph: clocked('later'),
      reports: [
        {
          message: '“clk” is given to “cus” after it exists, which is refused, found “later”',
          location: atField('clk', 'attachedAt'),
        },
      ],
    },
  ],
  *check(clock, flow) {
    const [customer] = targets(flow, clock, 'customer')
    if (clock.props.attachedAt !== 'later' || !customer) return
    yield found(
      atField(clock.id, 'attachedAt'),
      `${quoted(clock)} is given to ${quoted(customer)} after it exists, which is refused, found “later”`,
      [setProps('Create the customer on the clock', clock, { attachedAt: 'creation' })],
    )
  },
})
