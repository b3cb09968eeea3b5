import { definitionOf } from '#shared/blocks/index.ts'
import { single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { atBlock } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Card entry is screened. */
export const noRadar = blockRule({
  id: 'risk/no-radar',
  severity: 'info',
  needs: 'events',
  on: ['payment-element', 'checkout-session', 'payment-link'],
  docs: { title: 'Card entry is screened', why: 'Rules and review are design choices.', source: 'practice' },
  valid: [{ name: 'rules are designed', graph: single({ blocks: { rad: ['radar'] } }) }],
  invalid: [
    {
      name: 'no rules',
      graph: single(),
      reports: [
        {
          message: '“form” takes cards, found no Radar block that says which payments to block or review',
          location: atBlock('form'),
        },
      ],
    },
  ],
  *check(entry, flow) {
    if (flow.ofKind('radar').length > 0) return
    yield {
      message: `${quoted(entry)} takes cards, found no Radar block that says which payments to block or review`,
      location: atBlock(entry.id),
      fixes: definitionOf('radar') ? [drafted(flow, 'Add Radar', draft => draft.place('radar'))] : [],
    }
  },
})
