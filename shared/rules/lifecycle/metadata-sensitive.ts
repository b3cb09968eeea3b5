import type { Finding } from '#shared/check/diagnostic.ts'
import { flow } from '#shared/check/example.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { sensitiveNumber } from '#shared/check/metadata.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Block } from '#shared/flow/graph.ts'

const tagged = (metadata: Readonly<Record<string, string>>) => flow({ cus: ['customer', {}, { metadata }] })
function* numbers(block: Block): Iterable<Finding> {
  for (const [key, value] of Object.entries(block.metadata ?? {})) {
    const what = sensitiveNumber(key, value)
    if (what === null) continue
    const metadata = Object.fromEntries(
      Object.entries(block.metadata ?? {}).filter(([name, other]) => sensitiveNumber(name, other) === null),
    )
    yield found(
      atField(block.id, 'metadata'),
      `${quoted(block)} keeps a number in its metadata that must never be there, found one of ${what} in “${key}”`,
      [
        {
          title: 'Remove it',
          patch: [{ op: 'block.set', id: block.id, set: { metadata } }],
          preferred: true,
        },
      ],
    )
    return
  }
}
/** No card, bank or identity number stands in metadata. */
export const metadataSensitive = anyBlockRule({
  id: 'lifecycle/metadata-sensitive',
  severity: 'warning',
  needs: 'graph',
  docs: {
    title: 'No card, bank or identity number stands in metadata',
    why: 'Bank and card details must never go in metadata.',
    source: 'https://docs.stripe.com/metadata',
  },
  valid: [{ name: 'an order number', graph: tagged({ order: '6735' }) }],
  invalid: [
    {
      name: 'a card number',
      graph: tagged({ card: '4242 4242 4242 4242' }),
      reports: [
        {
          message:
            '“cus” keeps a number in its metadata that must never be there, found one of a card in “card”',
          location: atField('cus', 'metadata'),
        },
      ],
    },
    {
      name: 'a bank account',
      graph: tagged({ pay: 'DE89370400440532013000' }),
      reports: [
        {
          message:
            '“cus” keeps a number in its metadata that must never be there, found one of a bank account in “pay”',
          location: atField('cus', 'metadata'),
        },
      ],
    },
  ],
  check: block => (block.metadata ? numbers(block) : NOTHING),
})
