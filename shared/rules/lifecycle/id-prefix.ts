import { bundle } from '#shared/check/example-flows.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { masked } from '#shared/check/secrets.ts'
import { quoted } from '#shared/check/words.ts'
import { textOf } from '#shared/flow/read-props.ts'

/** Properties that hold an id of the API, and how it starts. */
const PREFIXES: readonly (readonly [kind: string, field: string, prefix: string])[] = [
  ['connected-account', 'existingId', 'acct_'],
  ['payment-method', 'testId', 'pm_'],
  ['payment-intent', 'paymentMethodConfiguration', 'pmc_'],
  ['product', 'taxCode', 'txcd_'],
]
/** An id has the prefix of its kind. */
export const idPrefix = blockRule({
  id: 'lifecycle/id-prefix',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account', 'payment-method', 'payment-intent', 'product'],
  docs: {
    title: 'An id has the prefix of its kind',
    why: 'Each resource has its prefix, another is another kind of object.',
    source: 'practice',
  },
  valid: [{ name: 'an account', graph: bundle({ set: { A: { existingId: 'acct_1A' } } }) }],
  invalid: [
    {
      name: 'a customer in its place',
      graph: bundle({ set: { A: { existingId: 'cus_1A' } } }),
      reports: [
        {
          message: '“A” names something of another kind than acct_…, found cus_1A',
          location: atField('A', 'existingId'),
        },
      ],
    },
  ],
  *check(block) {
    for (const [kind, field, prefix] of PREFIXES) {
      const id = block.kind === kind ? textOf(block, field) : ''
      if (id === '' || id.startsWith(prefix)) continue
      yield found(
        atField(block.id, field),
        `${quoted(block)} names something of another kind than ${prefix}…, found ${masked(id)}`,
      )
    }
  },
})
