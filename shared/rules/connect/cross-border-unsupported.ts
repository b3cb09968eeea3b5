import type { QuickFix } from '#shared/check/diagnostic.ts'
import { bundle, market } from '#shared/check/example-flows.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { along, sources } from '#shared/check/look.ts'
import { isPayment, onBehalfOf, paymentsNaming } from '#shared/check/money-path.ts'
import { blockRule, type GraphView } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'
import { COUNTRIES, FREE_TRANSFER_COUNTRIES } from '#shared/facts/countries.ts'
import type { FlowEdit } from '#shared/flow/edits.ts'
import type { Block } from '#shared/flow/graph.ts'

const isFree = (from: string, to: string): boolean =>
  from === to || (FREE_TRANSFER_COUNTRIES.has(from) && FREE_TRANSFER_COUNTRIES.has(to))
/** Payments of the platform whose money goes straight to an account: connected to it, or naming it as their destination. */
const paymentsTo = (flow: GraphView, account: Block): readonly Block[] => [
  ...new Set([
    ...along(flow, account, ['in', 'money']).filter(
      block => isPayment(block) && block.onAccount === undefined,
    ),
    ...paymentsNaming(flow, account),
  ]),
]
/** A charge that settles in the account's country crosses no border by transfer. */
const settleThere = (payments: readonly Block[], account: BlockOf<'connected-account'>): QuickFix => ({
  title: `Settle on behalf of ${quoted(account)}`,
  patch: [
    ...payments.map(
      ({ id }): FlowEdit => ({ op: 'block.set', id, set: { props: { onBehalfOf: account.id } } }),
    ),
    ...(account.props.role === 'recipient'
      ? [{ op: 'block.set', id: account.id, set: { props: { role: 'both' } } } satisfies FlowEdit]
      : []),
  ],
})
/** Transfers stay in one region or between free countries. */
export const crossBorderUnsupported = blockRule({
  id: 'connect/cross-border-unsupported',
  severity: 'error',
  needs: 'graph',
  on: ['connected-account'],
  stripeCodes: ['transfers_not_allowed'],
  docs: {
    title: 'Transfers stay in one region or between free countries',
    why: 'A transfer across an unsupported border returns an error.',
    source:
      'https://docs.stripe.com/connect/separate-charges-and-transfers; https://docs.stripe.com/connect/cross-border-payouts',
  },
  valid: [
    {
      name: 'a destination charge that settles there',
      graph: market({
        set: { A: { country: 'BR', role: 'both' }, pay: { onBehalfOf: 'A' } },
      }),
    },
    { name: 'the same country', graph: bundle() },
    { name: 'between free countries', graph: bundle({ set: { A: { country: 'DE', currency: 'usd' } } }) },
  ],
  invalid: [
    {
      name: 'a transfer to Brazil',
      graph: bundle({ set: { A: { country: 'BR' } } }),
      reports: [
        {
          message:
            '“A” is paid by transfer across a border that Stripe does not open to a platform in United States, found Brazil',
          location: atField('A', 'country'),
        },
      ],
    },
    {
      name: 'a destination charge to Brazil',
      graph: market({ set: { A: { country: 'BR' } } }),
      reports: [
        {
          message:
            '“A” is paid by transfer across a border that Stripe does not open to a platform in United States, found Brazil',
          location: atField('A', 'country'),
        },
      ],
    },
  ],
  *check(account, flow) {
    const { country } = account.props
    if (isFree(flow.platform.country, country)) return
    const payments = paymentsTo(flow, account).filter(payment => onBehalfOf(flow, payment)?.id !== account.id)
    const transfers = sources(flow, account, 'transfer')
    if (payments.length + transfers.length === 0) return
    const name = (code: string) => COUNTRIES.get(code)?.name ?? code
    yield {
      message: `${quoted(account)} is paid by transfer across a border that Stripe does not open to a platform in ${name(flow.platform.country)}, found ${name(country)}`,
      location: atField(account.id, 'country'),
      fixes: transfers.length > 0 ? [] : [settleThere(payments, account)],
    }
  },
})
