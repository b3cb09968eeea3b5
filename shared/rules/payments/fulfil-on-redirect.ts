import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Goods follow the event, not the success page. */
export const fulfilOnRedirect = blockRule({
  id: 'payments/fulfil-on-redirect',
  severity: 'warning',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: 'Goods follow the event, not the success page',
    why: 'A paying customer may never load the success page.',
    source: 'github.com/stripe/ai, stripe-best-practices (payments)',
  },
  valid: [{ name: 'the event', graph: shop() }],
  invalid: [
    {
      name: 'the page',
      graph: shop({ set: { page: { fulfilOn: 'redirect' } } }),
      reports: [
        {
          message:
            '“page” hands out goods on its success page, which a paying customer may never see, found “redirect”',
          location: atField('page', 'fulfilOn'),
        },
      ],
    },
  ],
  *check(page) {
    if (page.props.fulfilOn !== 'redirect') return
    yield found(
      atField(page.id, 'fulfilOn'),
      `${quoted(page)} hands out goods on its success page, which a paying customer may never see, found “redirect”`,
      [setProps('Wait for the event', page, { fulfilOn: 'event' })],
    )
  },
})
