import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A transfer that is repeated is made once. */
export const idempotencyMissing = blockRule({
  id: 'lifecycle/idempotency-missing',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer'],
  docs: {
    title: 'A transfer that is repeated is made once',
    why: 'A repeated POST without a key creates a second object.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
  },
  valid: [{ name: 'a key', graph: bundle() }],
  invalid: [
    {
      name: 'none',
      graph: bundle({ set: { tA: { key: '' } } }),
      reports: [
        {
          message: '“tA” may be made twice when its call is repeated, found no idempotency key',
          location: atField('tA', 'key'),
        },
      ],
    },
  ],
  *check(transfer) {
    if (transfer.props.key.trim() !== '') return
    yield found(
      atField(transfer.id, 'key'),
      `${quoted(transfer)} may be made twice when its call is repeated, found no idempotency key`,
      [clearProps('Derive it from invoice and account', transfer, 'key')],
    )
  },
})
