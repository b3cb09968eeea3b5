import { shop } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const NOW = { hosted: 'hosted_page', embedded: 'embedded_page', custom: 'elements' } as const
/** Checkout's modes have their new names. */
export const checkoutUiMode = blockRule({
  id: 'payments/checkout-ui-mode',
  severity: 'error',
  needs: 'graph',
  on: ['checkout-session'],
  docs: {
    title: "Checkout's modes have their new names",
    why: 'Now hosted_page, embedded_page, elements, form.',
    source: 'Stripe API reference: checkout.sessions.create ui_mode; stripe-node CHANGELOG 21.0.0',
  },
  valid: [{ name: 'the new name', graph: shop() }],
  invalid: [
    {
      name: 'an old name',
      graph: shop({ set: { page: { uiMode: 'hosted' } } }),
      reports: [
        {
          message: '“page” is shown in a mode that has another name now, hosted_page, found hosted',
          location: atField('page', 'uiMode'),
        },
      ],
    },
  ],
  *check(page) {
    const { uiMode } = page.props
    if (uiMode !== 'hosted' && uiMode !== 'embedded' && uiMode !== 'custom') return
    yield found(
      atField(page.id, 'uiMode'),
      `${quoted(page)} is shown in a mode that has another name now, ${NOW[uiMode]}, found ${uiMode}`,
      [setProps(`Write ${NOW[uiMode]}`, page, { uiMode: NOW[uiMode] })],
    )
  },
})
