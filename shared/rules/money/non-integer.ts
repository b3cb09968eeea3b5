import { DEFINITIONS } from '#shared/blocks/index.ts'
import { AMOUNT_KINDS } from '#shared/check/amounts-of.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Field } from '#shared/flow/fields.ts'

/** Every property that holds an amount, by kind. */
const AMOUNTS: ReadonlyMap<string, readonly (readonly [name: string, field: Field])[]> = new Map(
  DEFINITIONS.map(({ kind, fields }) => [
    kind,
    Object.entries(fields).filter(([, { control }]) => control === 'amount'),
  ]),
)
/** Amounts are whole minor units. */
export const nonInteger = anyBlockRule({
  id: 'money/non-integer',
  severity: 'error',
  needs: 'graph',
  on: AMOUNT_KINDS,
  limits: DEFINITIONS.flatMap(({ kind, fields }) =>
    Object.entries(fields)
      .filter(([, { control }]) => control === 'amount')
      .map(([field]) => ({ kind, field })),
  ),
  docs: {
    title: 'Amounts are whole minor units',
    why: 'Amounts are positive integers in the smallest currency unit.',
    source: 'Stripe API reference: payment_intents.create amount',
  },
  valid: [{ name: 'a whole number of cents', graph: single() }],
  invalid: [
    {
      name: 'a part of a cent',
      graph: single({ set: { fee: { unitAmount: 4900.5 } } }),
      reports: [
        {
          message: '“fee”: Amount is a whole number of minor units and not negative, found 4900.5',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
    {
      name: 'less than nothing',
      graph: single({ set: { fee: { unitAmount: -100 } } }),
      reports: [
        {
          message: '“fee”: Amount is a whole number of minor units and not negative, found -100',
          location: atField('fee', 'unitAmount'),
        },
      ],
    },
  ],
  *check(block, flow) {
    for (const [name, field] of AMOUNTS.get(block.kind) ?? []) {
      const value = flow.drawnBlock(block.id)?.props[name]
      const least = field.min ?? 0
      if (typeof value !== 'number' || (Number.isSafeInteger(value) && value >= least)) continue
      const nearest = Math.max(least, Math.round(value))
      const fix = Number.isSafeInteger(nearest)
        ? [setProps(`Set it to ${nearest}`, block, { [name]: nearest })]
        : []
      yield found(
        atField(block.id, name),
        `${quoted(block)}: ${field.title} is a whole number of minor units and ${least > 0 ? `at least ${least}` : 'not negative'}, found ${value}`,
        fix,
      )
    }
  },
})
