import { definitionOf } from '#shared/blocks/index.ts'
import { PERCENT_KINDS } from '#shared/check/amounts-of.ts'
import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { anyBlockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import type { Field } from '#shared/flow/fields.ts'
import type { Block } from '#shared/flow/graph.ts'
import { rowsOf } from '#shared/flow/read-props.ts'

/** Percentages that a rule of their own looks at. */
const ELSEWHERE = ['applicationFeePercent', 'feePercent']
const isFine = (percent: unknown) =>
  typeof percent !== 'number' || Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-9
const rounded = (percent: unknown) =>
  typeof percent === 'number' ? Math.round(percent * 100) / 100 : percent
/** A percentage that is too exact, and what takes its place. */
type Exact = { readonly wrong: number | undefined; readonly mended: unknown }
const inValue = (value: unknown): Exact => ({
  wrong: typeof value === 'number' && !isFine(value) ? value : undefined,
  mended: rounded(value),
})
const inRows = (block: Block, name: string, field: Field): Exact => {
  const columns = Object.entries(field.row ?? {}).flatMap(([column, { control }]) =>
    control === 'percent' ? [column] : [],
  )
  if (columns.length === 0) return { wrong: undefined, mended: undefined }
  const rows = rowsOf(block, name)
  const wrong = rows.flatMap(row => columns.map(column => row[column])).find(percent => !isFine(percent))
  const mend = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        columns.includes(column) ? rounded(value) : value,
      ]),
    )
  return { wrong: typeof wrong === 'number' ? wrong : undefined, mended: rows.map(mend) }
}
const sent = (percent: number) =>
  single({
    blocks: { A: ['connected-account'] },
    set: { plan: { transferData: [{ destination: 'A', percent }] } },
  })
/** Percentages have two decimals. */
export const percentPrecision = anyBlockRule({
  id: 'money/percent-precision',
  severity: 'error',
  needs: 'graph',
  on: PERCENT_KINDS,
  docs: {
    title: 'Percentages have two decimals',
    why: 'Stripe percent fields take at most two decimals.',
    source: 'Stripe API reference: subscriptions.create transfer_data',
  },
  valid: [{ name: 'two decimals', graph: sent(33.33) }],
  invalid: [
    {
      name: 'five decimals',
      graph: sent(33.33333),
      reports: [
        {
          message:
            '“plan”: Transfer to one account has a percentage with more than two decimals, found 33.33333',
          location: atField('plan', 'transferData'),
        },
      ],
    },
    {
      name: "a coupon's",
      graph: single({
        blocks: { off: ['coupon', { percentOff: 12.345 }] },
        with: ['off.coupon -> plan.coupon'],
      }),
      reports: [
        {
          message: '“off”: Percent off has a percentage with more than two decimals, found 12.345',
          location: atField('off', 'percentOff'),
        },
      ],
    },
  ],
  *check(block) {
    if (block.kind === 'application-fee') return
    for (const [name, field] of Object.entries(definitionOf(block.kind)?.fields ?? {})) {
      if (ELSEWHERE.includes(name) || field.scale === 'bps') continue
      const { wrong, mended } =
        field.control === 'percent' ? inValue(block.props[name]) : inRows(block, name, field)
      if (wrong === undefined) continue
      yield found(
        atField(block.id, name),
        `${quoted(block)}: ${field.title} has a percentage with more than two decimals, found ${String(wrong)}`,
        [setProps('Round it to two decimals', block, { [name]: mended })],
      )
    }
  },
})
