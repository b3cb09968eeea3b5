import { bundle, single } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import { atFlow } from '#shared/check/locations.ts'
import { flowRule } from '#shared/check/rule.ts'
import { counted, quoted } from '#shared/check/words.ts'

const BOOKED = ['split', 'refund', 'dispute', 'transfer-reversal']
/** Money that is shared or given back is booked. */
export const noLedger = flowRule({
  id: 'structure/no-ledger',
  severity: 'info',
  needs: 'graph',
  docs: {
    title: 'Money that is shared or given back is booked',
    why: 'Balances cannot be proven to sum to zero.',
    source: 'practice',
  },
  valid: [
    {
      name: 'a ledger hears of it',
      graph: bundle({ blocks: { led: ['ledger'] }, with: ['spl.event-out -> led.event-in'] }),
    },
    { name: 'nothing to book', graph: single() },
  ],
  invalid: [
    {
      name: 'a split and no ledger',
      graph: bundle(),
      reports: [
        {
          message: 'Balances cannot be proven to sum to zero: “spl” moves money, found no ledger',
          location: atFlow,
        },
      ],
    },
  ],
  *check(flow) {
    const moving = BOOKED.flatMap(kind => flow.ofKind(kind))
    if (moving.every(({ kind }) => kind === 'transfer-reversal') || flow.ofKind('ledger').length > 0) return
    const fix = drafted(flow, 'Add a ledger', draft => {
      const ledger = draft.place('ledger')
      for (const block of moving)
        draft.connect({ block: block.id, port: 'event-out' }, { block: ledger, port: 'event-in' })
    })
    const [first, ...others] = moving
    if (!first) return
    yield {
      message: `Balances cannot be proven to sum to zero: ${quoted(first)}${others.length > 0 ? ` and ${counted(others.length, 'other block')} move` : ' moves'} money, found no ledger`,
      location: atFlow,
      fixes: [{ ...fix, preferred: true }],
    }
  },
})
