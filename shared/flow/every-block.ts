import { LIMITS } from '#shared/facts/limits.ts'
import { blockField, rows, text } from './fields.ts'

const { pairs: PAIRS, key: KEY, value: VALUE } = LIMITS.metadata

/**
 * Pairs that a plan and its run write beside a block's own: by `flow`, `run`, `operation`, `trigger` and `element` an
 * object is found again, and up to three more say what it is about (`provider`, `commission_bps`; `invoice`, `split`, `share`).
 */
const OWN_PAIRS = 8

/** Keys by which a run finds again what it made: it writes them on every object, whatever a block says. */
export const RUN_KEYS: readonly string[] = ['flow', 'run', 'operation', 'trigger', 'element']

/** How many pairs of metadata a block may have, so that all together keep to Stripe's limit. */
export const BLOCK_PAIRS = PAIRS - OWN_PAIRS

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
    help: `Kept on what it creates, where Stripe takes any. Up to ${BLOCK_PAIRS} pairs: a run writes ${OWN_PAIRS} of its own beside them.`,
    parameter: 'metadata',
    max: BLOCK_PAIRS,
    row: {
      key: text({ title: 'Key', help: `Up to ${KEY} characters, no square brackets.`, maxLength: KEY }),
      value: text({ title: 'Value', help: `Up to ${VALUE} characters.`, maxLength: VALUE }),
    },
  }),
} as const
