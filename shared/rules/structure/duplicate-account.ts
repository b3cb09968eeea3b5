import { bundle } from '#shared/check/example-flows.ts'
import { mergeBlocks } from '#shared/check/fixes.ts'
import { atField } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { flowRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

/** An existing account is drawn once. */
export const duplicateAccount = flowRule({
  id: 'structure/duplicate-account',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'An existing account is drawn once',
    why: 'Split would pay the same provider twice.',
    source: 'practice',
  },
  valid: [
    {
      name: 'different accounts',
      graph: bundle({ set: { A: { existingId: 'acct_1A' }, B: { existingId: 'acct_1B' } } }),
    },
  ],
  invalid: [
    {
      name: 'one account as two providers',
      graph: bundle({ set: { A: { existingId: 'acct_1A' }, B: { existingId: 'acct_1A' } } }),
      reports: [
        {
          message: '“B” is the same account as “A”, found acct_1A twice',
          location: atField('B', 'existingId'),
        },
      ],
    },
  ],
  *check(flow) {
    const known = new Map<string, Block>()
    for (const account of allOf(flow, 'connected-account')) {
      const { existingId } = account.props
      if (existingId === '') continue
      const same = known.get(existingId)
      if (!same) known.set(existingId, account)
      else
        yield {
          message: `${quoted(account)} is the same account as ${quoted(same)}, found ${existingId} twice`,
          location: atField(account.id, 'existingId'),
          related: [atField(same.id, 'existingId')],
          fixes: [mergeBlocks(flow, { keep: same, drop: account })],
        }
    }
  },
})
