import { order } from '#shared/check/example-flows.ts'
import { fillPort } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A saved method belongs to a customer. */
export const setupWithoutCustomer = blockRule({
  id: 'payments/setup-without-customer',
  severity: 'warning',
  needs: 'graph',
  on: ['setup-intent'],
  docs: {
    title: 'A saved method belongs to a customer',
    why: 'Only with a customer is the method attached after setup.',
    source: 'Stripe API reference: setup_intents.create customer',
  },
  valid: [
    {
      name: 'a customer',
      graph: order({ blocks: { save: ['setup-intent'] }, with: ['cus.customer -> save.customer'] }),
    },
  ],
  invalid: [
    {
      name: 'none',
      graph: order({ blocks: { save: ['setup-intent'] } }),
      reports: [
        {
          message: '“save” saves a method for nobody, found no customer',
          location: atPort('save', 'customer'),
        },
      ],
    },
  ],
  *check(setup, flow) {
    if (flow.into(setup, 'customer').length > 0) return
    yield found(
      atPort(setup.id, 'customer'),
      `${quoted(setup)} saves a method for nobody, found no customer`,
      fillPort(flow, { block: setup.id, port: 'customer' }),
    )
  },
})
