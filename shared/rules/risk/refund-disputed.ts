import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atPort } from '#shared/check/locations.ts'
import { only, startersOf } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const FLAG = 'dispute.is_charge_refundable'
const after = (reads: string[]) =>
  bundle({
    blocks: { rf: ['refund'] },
    with: ['plan.money-out -> rf.money-in', 'paid.event-out -> rf.event-in'],
    set: {
      wh: { enabledEvents: ['invoice.paid', 'charge.dispute.created'] },
      paid: { events: ['invoice.paid', 'charge.dispute.created'], reads },
    },
  })
/** A disputed payment is refunded only while it may be. */
export const refundDisputed = blockRule({
  id: 'risk/refund-disputed',
  severity: 'error',
  needs: 'events',
  on: ['refund'],
  stripeCodes: ['charge_disputed', 'refund_disputed_payment'],
  docs: {
    title: 'A disputed payment is refunded only while it may be',
    why: 'A disputed payment is refundable only while that flag is true.',
    source: 'Stripe API reference: Dispute.is_charge_refundable',
  },
  valid: [{ name: 'the handler looks', graph: after(['dispute.is_charge_refundable']) }],
  invalid: [
    {
      name: 'it does not',
      graph: after([]),
      reports: [
        {
          message:
            '“rf” follows a dispute without a look whether the charge may be refunded, found charge.dispute.created as its start',
          location: atPort('rf', 'event-in'),
        },
      ],
    },
  ],
  *check(refund, flow) {
    const starters = startersOf(flow, refund)
    const event = flow.eventsAt(refund).find(name => name.startsWith('charge.dispute.'))
    if (event === undefined && !starters.some(({ kind }) => kind === 'dispute')) return
    if (
      starters.some(
        block =>
          block.kind === 'condition' && String(block.props['expression']).includes('is_charge_refundable'),
      )
    )
      return
    const handlers = only(starters, 'event-handler').filter(({ props }) =>
      props.events.some(name => name.startsWith('charge.dispute.')),
    )
    if (handlers.some(({ props }) => props.reads.includes(FLAG))) return
    yield found(
      atPort(refund.id, 'event-in'),
      `${quoted(refund)} follows a dispute without a look whether the charge may be refunded, found ${event ?? 'a dispute'} as its start`,
      handlers
        .slice(0, 1)
        .map(handler =>
          setProps('Look at is_charge_refundable', handler, { reads: [...handler.props.reads, FLAG] }),
        ),
    )
  },
})
