import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const settled = (headOfficeSet: boolean) =>
  single({
    blocks: { vat: ['tax', { mode: 'automatic', liability: 'self', registrations: ['US'], headOfficeSet }] },
    with: ['vat.tax -> plan.tax'],
  })
/** Tax settings have a head office. */
export const noHeadOffice = blockRule({
  id: 'tax/no-head-office',
  severity: 'error',
  needs: 'events',
  on: ['tax'],
  stripeCodes: ['stripe_tax_inactive'],
  docs: {
    title: 'Tax settings have a head office',
    why: 'Tax settings stay pending until it is set and nothing is calculated.',
    source: 'github.com/stripe/ai, stripe-best-practices (tax)',
  },
  valid: [{ name: 'set', graph: settled(true) }],
  invalid: [
    {
      name: 'not set',
      graph: settled(false),
      reports: [
        {
          message: '“vat” calculates nothing before the head office is set, found it unset',
          location: atField('vat', 'headOfficeSet'),
        },
      ],
    },
  ],
  *check(tax) {
    if (tax.props.mode !== 'automatic' || tax.props.headOfficeSet) return
    yield found(
      atField(tax.id, 'headOfficeSet'),
      `${quoted(tax)} calculates nothing before the head office is set, found it unset`,
      [setProps('It is set', tax, { headOfficeSet: true })],
    )
  },
})
