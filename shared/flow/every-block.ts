import { LIMITS } from '#shared/facts/limits.ts'
import { blockField, rows, text } from './fields.ts'

const { pairs: PAIRS, key: KEY, value: VALUE } = LIMITS.metadata

/** What every block can have beside the fields of its kind: members of the block, not of its props. */
export const EVERY_BLOCK = {
  onAccount: blockField({
    title: 'On account',
    help: 'Connected account on which its calls are made, as for direct charges; the platform when empty.',
    parameter: 'Stripe-Context',
    kinds: ['connected-account'],
  }),
  metadata: rows({
    title: 'Metadata',
    help: `Kept on what it creates, where Stripe takes any. Up to ${PAIRS} pairs.`,
    parameter: 'metadata',
    max: PAIRS,
    row: {
      key: text({ title: 'Key', help: `Up to ${KEY} characters, no square brackets.`, maxLength: KEY }),
      value: text({ title: 'Value', help: `Up to ${VALUE} characters.`, maxLength: VALUE }),
    },
  }),
} as const
