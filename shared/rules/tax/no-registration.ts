import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const taxed = (registrations: string[]) =>
  single({
    blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations }] },
    with: ['vat.tax -> plan.tax'],
  })
/** Tax is collected where the seller is registered. */
export const noRegistration = blockRule({
  id: 'tax/no-registration',
  severity: 'warning',
  needs: 'events',
  on: ['tax'],
  docs: {
    title: 'Tax is collected where the seller is registered',
    why: 'Without a registration in the jurisdiction nothing is collected and no error appears.',
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'registered', graph: taxed(['US']) }],
  invalid: [
    {
      name: 'nowhere',
      graph: taxed([]),
      reports: [
        {
          message: '“vat” collects nothing and says nothing, found no registration',
          location: atField('vat', 'registrations'),
        },
      ],
    },
  ],
  *check(tax, flow) {
    if (tax.props.mode !== 'automatic' || tax.props.registrations.length > 0) return
    yield found(
      atField(tax.id, 'registrations'),
      `${quoted(tax)} collects nothing and says nothing, found no registration`,
      [setProps(`Add ${flow.platform.country}`, tax, { registrations: [flow.platform.country] })],
    )
  },
})
