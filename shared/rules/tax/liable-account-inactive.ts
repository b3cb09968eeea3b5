import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const active = (accountTaxActive: boolean) =>
  bundle({
    blocks: {
      vat: [
        'tax',
        {
          mode: 'automatic',
          liability: 'account',
          liableAccount: 'A',
          registrations: ['US'],
          accountTaxActive,
        },
      ],
    },
    with: ['vat.tax -> plan.tax'],
    set: { cus: { country: 'US' } },
  })
/** Who owes the tax has tax settings. */
export const liableAccountInactive = blockRule({
  id: 'tax/liable-account-inactive',
  severity: 'warning',
  needs: 'events',
  on: ['tax'],
  docs: {
    title: 'Who owes the tax has tax settings',
    why: 'Address and registrations are loaded from the liable account.',
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'it has', graph: active(true) }],
  invalid: [
    {
      name: 'it has none',
      graph: active(false),
      reports: [
        {
          message: '“A” owes the tax and has no tax settings, found them inactive',
          location: atField('vat', 'accountTaxActive'),
        },
      ],
    },
  ],
  *check(tax, flow) {
    const { mode, liability, liableAccount, accountTaxActive } = tax.props
    if (mode !== 'automatic' || liability !== 'account' || accountTaxActive) return
    const account = liableAccount ? flow.block(liableAccount) : flow.into(tax, 'account')[0]
    yield found(
      atField(tax.id, 'accountTaxActive'),
      `${account ? quoted(account) : 'A connected account'} owes the tax and has no tax settings, found them inactive`,
      [setProps('They are active', tax, { accountTaxActive: true })],
    )
  },
})
