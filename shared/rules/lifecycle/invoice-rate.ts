import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Invoices that one subscription may make in a day. */
const MOST = 20
const often = (invoicesPerDay: number) => single({ set: { plan: { invoicesPerDay } } })
/** A subscription makes few invoices a day. */
export const invoiceRate = blockRule({
  id: 'lifecycle/invoice-rate',
  severity: 'warning',
  needs: 'graph',
  on: ['subscription'],
  docs: {
    title: 'A subscription makes few invoices a day',
    why: 'A subscription may make 10 invoices a minute and 20 a day.',
    source: 'https://docs.stripe.com/rate-limits',
  },
  valid: [{ name: 'five', graph: often(5) }],
  invalid: [
    {
      name: 'fifty',
      graph: often(50),
      reports: [
        {
          message: '“plan” makes more than 20 invoices a day, found 50',
          location: atField('plan', 'invoicesPerDay'),
        },
      ],
    },
  ],
  *check(plan) {
    const { invoicesPerDay } = plan.props
    if (invoicesPerDay === undefined || invoicesPerDay <= MOST) return
    yield found(
      atField(plan.id, 'invoicesPerDay'),
      `${quoted(plan)} makes more than ${MOST} invoices a day, found ${invoicesPerDay}`,
      [setProps(`Batch them to ${MOST}`, plan, { invoicesPerDay: MOST })],
    )
  },
})
