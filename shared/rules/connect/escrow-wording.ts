import { bundle } from '#shared/check/example-flows.ts'
import { found, NOTHING } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const ESCROW = /\bescrow(?:ed)?\b/gi
const labelled = (label: string) => bundle({ blocks: { plt: ['platform-balance', {}, { label }] } })
/** Money is held, not in escrow. */
export const escrowWording = anyBlockRule({
  id: 'connect/escrow-wording',
  severity: 'info',
  needs: 'graph',
  docs: {
    title: 'Money is held, not in escrow',
    why: 'Stripe does not offer escrow; use delayed transfers or manual payouts.',
    source: 'https://docs.stripe.com/connect/manual-payouts',
  },
  valid: [{ name: 'held funds', graph: labelled('Held funds') }],
  invalid: [
    {
      name: 'escrow',
      graph: labelled('Escrow account'),
      reports: [
        {
          message: '“Escrow account” promises what Stripe does not offer, found “Escrow”',
          location: atField('plt', 'label'),
        },
      ],
    },
  ],
  check: block => {
    const word = block.label.match(ESCROW)?.[0]
    if (word === undefined) return NOTHING
    const finding = found(
      atField(block.id, 'label'),
      `${quoted(block)} promises what Stripe does not offer, found “${word}”`,
      [
        {
          title: 'Say held funds',
          patch: [
            { op: 'block.set', id: block.id, set: { label: block.label.replace(ESCROW, 'held funds') } },
          ],
          preferred: true,
        },
      ],
    )
    return [finding]
  },
})
