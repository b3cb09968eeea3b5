import { single } from '#shared/check/example-flows.ts'
import { limitRule } from '#shared/check/limit-rule.ts'
import { atField } from '#shared/check/locations.ts'

const keyed = (length: number) => single({ set: { fee: { lookupKey: 'k'.repeat(length) } } })
/** A lookup key has 200 characters at most. */
export const lookupKey = limitRule({
  id: 'lifecycle/lookup-key',
  severity: 'error',
  kind: 'price',
  field: 'lookupKey',
  docs: {
    title: 'A lookup key has 200 characters at most',
    why: 'A lookup key has at most 200 characters.',
    source: 'Stripe API reference: prices.create lookup_key',
  },
  valid: [{ name: 'a short one', graph: keyed(20) }],
  invalid: [
    {
      name: 'a long one',
      graph: keyed(201),
      reports: [
        {
          message: '“fee” has a lookup key of more than 200 characters, found 201',
          location: atField('fee', 'lookupKey'),
        },
      ],
    },
  ],
  says: ({ most }) => `has a lookup key of more than ${most} characters`,
})
