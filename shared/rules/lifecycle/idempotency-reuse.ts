import { bundle } from '#shared/check/example-flows.ts'
import { clearProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore } from '#shared/check/look.ts'
import { sharedKeys } from '#shared/check/money-path.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Each transfer has a key of its own. */
export const idempotencyReuse = blockRule({
  id: 'lifecycle/idempotency-reuse',
  severity: 'error',
  needs: 'graph',
  on: ['transfer'],
  docs: {
    title: 'Each transfer has a key of its own',
    why: 'A key seen with other parameters is an error.',
    source: 'https://docs.stripe.com/api/idempotent_requests',
  },
  valid: [{ name: 'by invoice and account', graph: bundle() }],
  invalid: [
    {
      name: 'the same for all accounts',
      graph: bundle({ set: { tA: { key: 'split:{invoice}' }, tB: { key: 'split:{invoice}' } } }),
      reports: [
        {
          message: '“tA” has the key of “tB”, which pays another account, found split:{invoice}',
          location: atField('tA', 'key'),
        },
        {
          message: '“tB” has the key of “tA”, which pays another account, found split:{invoice}',
          location: atField('tB', 'key'),
        },
      ],
    },
    {
      name: 'the same every month',
      graph: bundle({ set: { tA: { key: 'split:{account}' } } }),
      reports: [
        {
          message: '“tA” has the same key at each renewal, found split:{account}',
          location: atField('tA', 'key'),
        },
      ],
    },
  ],
  *check(transfer, flow) {
    const { key } = transfer.props
    if (key === '') return
    const other = key.includes('{account}')
      ? undefined
      : sharedKeys(flow)
          .get(key)
          ?.find(({ id }) => id !== transfer.id)
    const fixes = [clearProps('Derive it from invoice and account', transfer, 'key')]
    if (other)
      yield found(
        atField(transfer.id, 'key'),
        `${quoted(transfer)} has the key of ${quoted(other)}, which pays another account, found ${key}`,
        fixes,
      )
    else if (
      !key.includes('{invoice}') &&
      moneyBefore(flow, transfer).some(
        ({ kind }) => kind === 'subscription' || kind === 'subscription-schedule',
      )
    )
      yield found(
        atField(transfer.id, 'key'),
        `${quoted(transfer)} has the same key at each renewal, found ${key}`,
        fixes,
      )
  },
})
