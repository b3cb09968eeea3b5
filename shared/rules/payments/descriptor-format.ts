import { order } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { LIMITS } from '#shared/facts/limits.ts'

const FORBIDDEN = /[<>\\'"*]/g
const NOT_LATIN = /[^\u0020-\u007e\u00c0-\u024f]/g
const FIELDS = ['statementDescriptor', 'statementDescriptorSuffix'] as const
const problem = (text: string, least: number): string | null => {
  if (text.search(FORBIDDEN) >= 0) return 'has a character that is not allowed'
  if (text.search(NOT_LATIN) >= 0) return 'is not Latin'
  if (!/[A-Za-z\u00c0-\u024f]/.test(text)) return 'has no letter'
  return text.length < least || text.length > LIMITS.statementDescriptor.max
    ? `must have ${least} to ${LIMITS.statementDescriptor.max} characters`
    : null
}
/** A statement descriptor is short, Latin and has a letter. */
export const descriptorFormat = blockRule({
  id: 'payments/descriptor-format',
  severity: 'error',
  needs: 'graph',
  on: ['payment-intent', 'invoice', 'product'],
  limits: [
    { kind: 'payment-intent', field: 'statementDescriptorSuffix' },
    { kind: 'invoice', field: 'statementDescriptor' },
    { kind: 'product', field: 'statementDescriptor' },
  ],
  docs: {
    title: 'A statement descriptor is short, Latin and has a letter',
    why: '5–22 Latin characters, a letter in prefix and suffix, and none of < > \\ \' " *.',
    source: 'https://docs.stripe.com/get-started/account/statement-descriptors',
  },
  valid: [{ name: 'a good one', graph: order({ set: { pay: { statementDescriptorSuffix: 'ORDER 7' } } }) }],
  invalid: [
    {
      name: 'a star',
      graph: order({ set: { pay: { statementDescriptorSuffix: 'ORDER*7' } } }),
      reports: [
        {
          message: 'The descriptor of “pay” has a character that is not allowed, found “ORDER*7”',
          location: atField('pay', 'statementDescriptorSuffix'),
        },
      ],
    },
    {
      name: 'digits alone',
      graph: order({ set: { pay: { statementDescriptorSuffix: '1234567' } } }),
      reports: [
        {
          message: 'The descriptor of “pay” has no letter, found “1234567”',
          location: atField('pay', 'statementDescriptorSuffix'),
        },
      ],
    },
  ],
  *check(block) {
    const props: Readonly<Record<string, unknown>> = block.props
    for (const field of FIELDS) {
      const text = props[field]
      if (typeof text !== 'string' || text === '') continue
      const least = field === 'statementDescriptor' ? LIMITS.statementDescriptor.min : 1
      const wrong = problem(text, least)
      if (wrong === null) continue
      const clean = text
        .replace(FORBIDDEN, ' ')
        .replace(NOT_LATIN, '')
        .trim()
        .slice(0, LIMITS.statementDescriptor.max)
      yield found(
        atField(block.id, field),
        `The descriptor of ${quoted(block)} ${wrong}, found “${text}”`,
        problem(clean, least) === null ? [setProps(`Write “${clean}”`, block, { [field]: clean })] : [],
      )
    }
  },
})
