import { definitionOf } from '#shared/blocks/index.ts'
import type { Block } from '#shared/flow/graph.ts'
import { invariant } from '#shared/money/invariant.ts'
import type { QuickFix } from './diagnostic.ts'
import { setProps } from './fixes.ts'
import { found } from './found.ts'
import type { Kind } from './kinds.ts'
import { atField } from './locations.ts'
import type { BlockRule, RuleBase } from './rule.ts'
import { quoted } from './words.ts'

/** The least and the most that a property may be: its number, or its number of characters. */
type Limit = { readonly least: number; readonly most: number }

type LimitRule = Omit<RuleBase<'graph'>, 'needs' | 'limits'> & {
  readonly kind: Kind
  readonly field: string
  /** What the block does beyond its limit, without the block's name and what was found. */
  readonly says: (limit: Limit) => string
  /** The cure; when absent the nearest value that is allowed. */
  readonly cure?: (block: Block) => QuickFix
}

const limitOf = (kind: Kind, name: string): Limit => {
  const field = definitionOf(kind)?.fields[name]
  const most = field?.max ?? field?.maxLength
  invariant(most !== undefined, `“${name}” of ${kind} states no limit`)
  return { least: field?.min ?? 0, most }
}

const sizeOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' ? value.length : null

const nearest = (block: Block, field: string, { least, most }: Limit): QuickFix => {
  const value = block.props[field]
  if (typeof value === 'string') return setProps('Cut it', block, { [field]: value.slice(0, most) })
  const allowed = Number(value) < least ? least : most
  return setProps(`Set it to ${allowed}`, block, { [field]: allowed })
}

/** A rule that reports a property's own limit, which its field states: here it only gets its words. */
export const limitRule = ({ kind, field, says, cure, ...rule }: LimitRule): BlockRule<'graph'> => {
  const limit = limitOf(kind, field)
  return {
    ...rule,
    needs: 'graph',
    on: [kind],
    limits: [{ kind, field }],
    *check(block) {
      const size = sizeOf(block.props[field])
      if (size === null || (size >= limit.least && size <= limit.most)) return
      const what = size < 0 && limit.least === 0 ? 'has a property that must not be negative' : says(limit)
      yield found(atField(block.id, field), `${quoted(block)} ${what}, found ${size}`, [
        cure ? cure(block) : nearest(block, field, limit),
      ])
    },
  }
}
