import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const upTo = (tier: { readonly upTo: string }) =>
  tier.upTo === 'inf' ? Number.POSITIVE_INFINITY : Number(tier.upTo)
const tiered = (...ends: string[]) =>
  single({
    set: {
      fee: {
        unitAmount: undefined,
        tiersMode: 'graduated',
        tiers: ends.map(end => ({ upTo: end, unitAmount: 500 })),
      },
    },
  })
/** Tiers ascend and the last is open. */
export const tiersOpenEnd = blockRule({
  id: 'billing/tiers-open-end',
  severity: 'error',
  needs: 'graph',
  on: ['price'],
  docs: {
    title: 'Tiers ascend and the last is open',
    why: 'Tier start is previous end + 1; inf is the fallback.',
    source: 'Stripe API reference: prices.create tiers.up_to',
  },
  valid: [{ name: 'ascending', graph: tiered('10', '20', 'inf') }],
  invalid: [
    {
      name: 'not ascending',
      graph: tiered('20', '10', 'inf'),
      reports: [
        {
          message: 'The tiers of “fee” must ascend and end with inf, found 20, 10, inf',
          location: atField('fee', 'tiers'),
        },
      ],
    },
    {
      name: 'no open end',
      graph: tiered('10', '20'),
      reports: [
        {
          message: 'The tiers of “fee” must ascend and end with inf, found 10, 20',
          location: atField('fee', 'tiers'),
        },
      ],
    },
  ],
  *check(price) {
    const { tiers } = price.props
    if (tiers.length === 0) return
    const ends = tiers.map(upTo)
    const ascends = ends.every((end, index) => index === 0 || end > (ends[index - 1] ?? 0))
    if (ascends && ends.every(end => end > 0) && ends.at(-1) === Number.POSITIVE_INFINITY) return
    const closed = new Map(tiers.filter(tier => upTo(tier) > 0).map(tier => [tier.upTo, tier]))
    const sorted = [...closed.values()].toSorted((a, b) => upTo(a) - upTo(b))
    const last = sorted.at(-1)
    const mended = last?.upTo === 'inf' ? sorted : [...sorted, { ...last, upTo: 'inf' }]
    yield found(
      atField(price.id, 'tiers'),
      `The tiers of ${quoted(price)} must ascend and end with inf, found ${tiers.map(tier => tier.upTo || 'nothing').join(', ')}`,
      [setProps('Sort them and leave the last open', price, { tiers: mended })],
    )
  },
})
