import { type Change, shop } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { allOf, sources } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { DELAYED_METHODS } from '#shared/facts/payment-methods.ts'

const SUCCEEDED = 'checkout.session.async_payment_succeeded'
const FULFIL = {
  wh: ['webhook-endpoint', { url: 'https://app.example/e', enabledEvents: ['checkout.session.completed'] }],
  give: ['event-handler', { events: ['checkout.session.completed'], grants: 'session_completed' }],
} as const
const given = (set: Change['set'] = {}) =>
  shop({ blocks: FULFIL, with: ['wh.event-out -> give.event-in'], set })
/** Goods wait until slow methods have paid. */
export const delayedFulfilment = blockRule({
  id: 'payments/delayed-fulfilment',
  severity: 'warning',
  needs: 'graph',
  on: ['event-handler'],
  docs: {
    title: 'Goods wait until slow methods have paid',
    why: 'The completed event can arrive while payment_status is still unpaid.',
    source: 'github.com/stripe/ai, stripe-best-practices (payments)',
  },
  valid: [
    { name: 'cards only', graph: given({ page: { allowedPaymentMethodTypes: ['card'] } }) },
    {
      name: 'later success is heard',
      graph: given({
        give: { events: ['checkout.session.completed', 'checkout.session.async_payment_succeeded'] },
      }),
    },
  ],
  invalid: [
    {
      name: 'any method',
      graph: given(),
      reports: [
        {
          message:
            '“give” hands out goods when “page” is completed, which slow methods do unpaid, found no checkout.session.async_payment_succeeded',
          location: atField('give', 'events'),
        },
      ],
    },
  ],
  *check(handler, flow) {
    if (handler.props.grants !== 'session_completed' || handler.props.events.includes(SUCCEEDED)) return
    const page = allOf(flow, 'checkout-session').find(
      ({ props }) =>
        props.allowedPaymentMethodTypes.length === 0 ||
        props.allowedPaymentMethodTypes.some(type => DELAYED_METHODS.has(type)),
    )
    if (!page) return
    const fix = drafted(flow, 'Hear of the later success too', draft => {
      draft.set(handler.id, { events: [...handler.props.events, SUCCEEDED] })
      for (const endpoint of sources(flow, handler, 'webhook-endpoint'))
        if (!endpoint.props.enabledEvents.includes(SUCCEEDED))
          draft.set(endpoint.id, { enabledEvents: [...endpoint.props.enabledEvents, SUCCEEDED] })
    })
    yield found(
      atField(handler.id, 'events'),
      `${quoted(handler)} hands out goods when ${quoted(page)} is completed, which slow methods do unpaid, found no ${SUCCEEDED}`,
      [{ ...fix, preferred: true }],
    )
  },
})
