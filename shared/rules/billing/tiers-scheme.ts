import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const TIERS = [
  { upTo: '10', unitAmount: 500 },
  { upTo: 'inf', unitAmount: 400 },
]
/** Tiers and their scheme go together. */
export const tiersScheme = blockRule({
  id: 'billing/tiers-scheme',
  severity: 'error',
  needs: 'graph',
  on: ['price'],
  docs: {
    title: 'Tiers and their scheme go together',
    why: 'Spec requires the one, forbids the other.',
    source: 'Stripe API reference: prices.create tiers',
  },
  valid: [
    {
      name: 'graduated tiers',
      graph: single({ set: { fee: { unitAmount: undefined, tiersMode: 'graduated', tiers: TIERS } } }),
    },
  ],
  invalid: [
    {
      name: 'tiers without a scheme',
      graph: single({ set: { fee: { tiers: TIERS } } }),
      reports: [
        {
          message: '“fee” has tiers and does not say how they count, found no scheme',
          location: atField('fee', 'tiersMode'),
        },
      ],
    },
    {
      name: 'a scheme without tiers',
      graph: single({ set: { fee: { tiersMode: 'volume' } } }),
      reports: [
        { message: '“fee” counts by tiers and has none, found no tier', location: atField('fee', 'tiers') },
      ],
    },
    {
      name: 'tiers of a divided quantity',
      graph: single({
        set: { fee: { unitAmount: undefined, tiersMode: 'graduated', tiers: TIERS, transformDivideBy: 10 } },
      }),
      reports: [
        {
          message: '“fee” has tiers of a quantity that is divided, found a division by 10',
          location: atField('fee', 'transformDivideBy'),
        },
      ],
    },
  ],
  *check(price) {
    const { tiers, tiersMode, transformDivideBy } = price.props
    const tiered = tiersMode !== 'none'
    if (tiers.length > 0 && !tiered)
      yield found(
        atField(price.id, 'tiersMode'),
        `${quoted(price)} has tiers and does not say how they count, found no scheme`,
        [
          {
            title: 'Count them graduated',
            patch: [
              {
                op: 'block.set',
                id: price.id,
                set: { props: { tiersMode: 'graduated' } },
                unset: ['props.unitAmount'],
              },
            ],
            preferred: true,
          },
        ],
      )
    if (tiers.length === 0 && tiered)
      yield found(
        atField(price.id, 'tiers'),
        `${quoted(price)} counts by tiers and has none, found no tier`,
        [setProps('Count without tiers', price, { tiersMode: 'none' })],
      )
    if (tiers.length > 0 && transformDivideBy > 0)
      yield found(
        atField(price.id, 'transformDivideBy'),
        `${quoted(price)} has tiers of a quantity that is divided, found a division by ${transformDivideBy}`,
        [setProps('Do not divide', price, { transformDivideBy: 0 })],
      )
  },
})
