import { order } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atBlock } from '#shared/check/locations.ts'
import { connectionsAt } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Methods are saved by setup intents. */
export const sourcesTokens = blockRule({
  id: 'lifecycle/sources-tokens',
  severity: 'warning',
  needs: 'graph',
  on: ['source', 'token'],
  docs: {
    title: 'Methods are saved by setup intents',
    why: 'Sources is deprecated and Tokens outdated.',
    source: 'github.com/stripe/ai, stripe-best-practices (payments)',
  },
  valid: [
    {
      name: 'a setup intent',
      graph: order({ blocks: { save: ['setup-intent'] }, with: ['cus.customer -> save.customer'] }),
    },
  ],
  invalid: [
    {
      name: 'a source',
      graph: order({ blocks: { old: ['source'] }, with: ['cus.customer -> old.customer'] }),
      reports: [
        { message: '“old” saves a method in a way that is outdated, found source', location: atBlock('old') },
      ],
    },
  ],
  *check(block, flow) {
    const fix = drafted(flow, 'Replace it by a setup intent', draft => {
      const [wire] = connectionsAt(flow, block).into
      draft.push({ op: 'block.remove', id: block.id })
      const save = draft.place('setup-intent', { label: block.label })
      if (wire) draft.connect(wire.from, { block: save, port: 'customer' })
      else draft.complete({ block: save, port: 'customer' })
    })
    yield found(
      atBlock(block.id),
      `${quoted(block)} saves a method in a way that is outdated, found ${block.kind}`,
      [fix],
    )
  },
})
