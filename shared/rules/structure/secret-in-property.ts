import { definitionOf } from '#shared/blocks/index.ts'
import type { Finding } from '#shared/check/diagnostic.ts'
import { flow } from '#shared/check/example.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { NOTHING } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { pieceRule } from '#shared/check/rule.ts'
import { masked, scrubbed, secretsOf } from '#shared/check/secrets.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const FREE_MEMBERS = ['label', 'metadata'] as const
function* secrets(block: Block): Iterable<Finding> {
  for (const { field, prefix } of secretsOf(block))
    yield {
      message: `${quoted({ label: masked(block.label) })}: a key stands in ${definitionOf(block.kind)?.fields[field]?.title ?? field}, found a text that starts with ${prefix}`,
      location: atField(block.id, field),
      fixes: [
        {
          title: 'Remove the key',
          patch: [
            {
              op: 'block.set',
              id: block.id,
              set: FREE_MEMBERS.some(member => member === field)
                ? { [field]: scrubbed(Reflect.get(block, field)) }
                : { props: { [field]: scrubbed(block.props[field]) } },
            },
          ],
          preferred: true,
        },
      ],
    }
}
/** No key stands in a design. */
export const secretInProperty = pieceRule({
  id: 'structure/secret-in-property',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'No key stands in a design',
    why: 'Keys must never live in designs or source.',
    source: 'github.com/stripe/ai, stripe-best-practices (security)',
  },
  valid: [
    {
      name: 'the name of a variable',
      graph: bundle({ set: { wh: { secretRef: 'STRIPE_WEBHOOK_SECRET' } } }),
    },
  ],
  invalid: [
    {
      name: 'a signing secret',
      graph: bundle({ set: { wh: { secretRef: 'whsec_abcdef0123456789' } } }),
      reports: [
        {
          message: '“wh”: a key stands in Secret is in, found a text that starts with whsec_',
          location: atField('wh', 'secretRef'),
        },
      ],
    },
    {
      name: 'a key in the metadata',
      graph: flow({ cus: ['customer', {}, { metadata: { key: 'rk_test_abcdef0123456789' } }] }),
      reports: [
        {
          message: '“cus”: a key stands in metadata, found a text that starts with rk_',
          location: atField('cus', 'metadata'),
        },
      ],
    },
  ],
  pieces: {
    block: block => (secretsOf(block).length > 0 ? secrets(block) : NOTHING),
  },
})
