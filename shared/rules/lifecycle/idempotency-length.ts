import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { limitRule } from '#shared/check/limit-rule.ts'
import { atField } from '#shared/check/locations.ts'

const keyed = (length: number) =>
  bundle({ set: { tA: { key: `{invoice}:{account}:${'x'.repeat(length)}` } } })
/** A key has 255 characters at most. */
export const idempotencyLength = limitRule({
  id: 'lifecycle/idempotency-length',
  severity: 'error',
  kind: 'transfer',
  field: 'key',
  docs: {
    title: 'A key has 255 characters at most',
    why: 'Keys have at most 255 characters.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
  },
  valid: [{ name: 'a short one', graph: keyed(10) }],
  invalid: [
    {
      name: 'a long one',
      graph: keyed(300),
      reports: [
        { message: '“tA” has a key of more than 255 characters, found 320', location: atField('tA', 'key') },
      ],
    },
  ],
  says: ({ most }) => `has a key of more than ${most} characters`,
  cure: transfer => clearProps('Derive it from invoice and account', transfer, 'key'),
})
