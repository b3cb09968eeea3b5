import { single } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyAfter, sources } from '#shared/check/look.ts'
import { isPayment, pricesOf } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const MOBILE = ['ios', 'android', 'react_native']
const sold = (kind: string, platform = 'ios') => single({ set: { form: { platform }, app: { kind } } })
/** Digital goods in an app may belong to the store. */
export const appStore = blockRule({
  id: 'risk/app-store',
  severity: 'warning',
  needs: 'events',
  on: ['payment-element'],
  docs: {
    title: 'Digital goods in an app may belong to the store',
    why: 'Store billing rules may apply; physical services are exempt.',
    source: 'practice',
  },
  valid: [
    { name: 'a service', graph: sold('service') },
    { name: 'digital goods on the web', graph: sold('digital', 'web') },
  ],
  invalid: [
    {
      name: 'digital goods in an app',
      graph: sold('digital'),
      reports: [
        {
          message:
            "“form” sells “app” in an app, where the store's billing rules may apply, found digital goods",
          location: atField('form', 'platform'),
        },
      ],
    },
  ],
  *check(form, flow) {
    if (!MOBILE.includes(form.props.platform)) return
    const payments = moneyAfter(flow, form).filter(isPayment)
    const product = payments
      .flatMap(payment => pricesOf(flow, payment))
      .flatMap(price => sources(flow, price, 'product'))
      .find(({ props }) => props.kind === 'digital')
    if (product)
      yield found(
        atField(form.id, 'platform'),
        `${quoted(form)} sells ${quoted(product)} in an app, where the store's billing rules may apply, found digital goods`,
      )
  },
})
