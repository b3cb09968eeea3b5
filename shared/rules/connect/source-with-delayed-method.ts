import { bundle } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { handlersOf } from '#shared/check/handlers.ts'
import { atPort } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const PROCESSING = 'payment_intent.processing'
/** Nothing is transferred while a payment is processing. */
export const sourceWithDelayedMethod = blockRule({
  id: 'connect/source-with-delayed-method',
  severity: 'warning',
  needs: 'events',
  on: ['split', 'transfer'],
  docs: {
    title: 'Nothing is transferred while a payment is processing',
    why: 'If it later fails the platform funds the transfer and must reverse it itself.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [{ name: 'paid', graph: bundle() }],
  invalid: [
    {
      name: 'processing',
      graph: bundle({
        set: {
          wh: { enabledEvents: ['invoice.paid', 'payment_intent.processing'] },
          paid: { events: ['invoice.paid', 'payment_intent.processing'] },
        },
      }),
      reports: [
        {
          message:
            '“spl” starts while a bank debit may still fail, found payment_intent.processing as its start',
          location: atPort('spl', 'event-in'),
        },
      ],
    },
  ],
  *check(block, flow) {
    if ((block.kind !== 'split' && block.kind !== 'transfer') || !flow.eventsAt(block).includes(PROCESSING))
      return
    const handlers = handlersOf(flow, block).filter(({ props }) => props.events.includes(PROCESSING))
    const fix = drafted(flow, 'Wait for the success', draft => {
      for (const handler of handlers) {
        const rest = handler.props.events.filter(event => event !== PROCESSING)
        draft.set(handler.id, { events: rest.length > 0 ? rest : ['charge.succeeded'] })
      }
    })
    yield found(
      atPort(block.id, 'event-in'),
      `${quoted(block)} starts while a bank debit may still fail, found ${PROCESSING} as its start`,
      [{ ...fix, preferred: true }],
    )
  },
})
