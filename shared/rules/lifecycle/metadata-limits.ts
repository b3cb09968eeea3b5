import { flow } from '#shared/check/example.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { metadataProblem, trimmedMetadata } from '#shared/check/metadata.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const tagged = (metadata: Readonly<Record<string, string>>) => flow({ cus: ['customer', {}, { metadata }] })
/** Metadata keeps to its limits. */
export const metadataLimits = anyBlockRule({
  id: 'lifecycle/metadata-limits',
  severity: 'error',
  needs: 'graph',
  docs: {
    title: 'Metadata keeps to its limits',
    why: '50 pairs, keys to 40 characters, values to 500. Eight of the pairs are the plan’s and the run’s own, so that 42 are left, and `flow`, `run`, `operation`, `trigger`, `element` are taken.',
    source: 'https://docs.stripe.com/metadata',
  },
  valid: [{ name: 'a short pair', graph: tagged({ order: '6735' }) }],
  invalid: [
    {
      name: 'a bracket',
      graph: tagged({ 'order[id]': '6735' }),
      reports: [
        {
          message: '“cus” has a metadata key with a square bracket, found “order[id]”',
          location: atField('cus', 'metadata'),
        },
      ],
    },
    {
      name: 'a long value',
      graph: tagged({ note: 'x'.repeat(501) }),
      reports: [
        {
          message: '“cus” has a metadata value of more than 500 characters, found 501',
          location: atField('cus', 'metadata'),
        },
      ],
    },
    {
      name: 'a key of the run’s own',
      graph: tagged({ run: '7' }),
      reports: [
        {
          message: '“cus” has a metadata key that a run writes itself, found “run”',
          location: atField('cus', 'metadata'),
        },
      ],
    },
    {
      name: 'too many pairs',
      graph: tagged(Object.fromEntries(Array.from({ length: 43 }, (_, index) => [`k${index}`, 'v']))),
      reports: [
        { message: '“cus” has more than 42 metadata pairs, found 43', location: atField('cus', 'metadata') },
      ],
    },
  ],
  check: block => {
    if (block.metadata === undefined) return NOTHING
    const message = metadataProblem(block.metadata)
    if (message === null) return NOTHING
    const finding = found(atField(block.id, 'metadata'), `${quoted(block)} has ${message}`, [
      {
        title: 'Trim it',
        patch: [{ op: 'block.set', id: block.id, set: { metadata: trimmedMetadata(block.metadata) } }],
        preferred: true,
      },
    ])
    return [finding]
  },
})
