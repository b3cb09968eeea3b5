import { expect, test } from 'vitest'
import { definitionOf } from '#shared/blocks/index.ts'
import type { GraphPatch } from '#shared/flow/edits.ts'
import { blockId, connectionId } from '#shared/flow/ids.ts'
import { flagship } from '#shared/templates/flagship.ts'
import { describePatch } from './describe-patch.ts'

const spl = blockId('spl')
const fresh = blockId('again')

test.for<[GraphPatch, string[]]>([
  [
    [{ op: 'block.set', id: spl, set: { props: { commissionBps: 310 } } }],
    ['Changes “Commission” of “Pay each provider” from 10\u2009% to 3.1\u2009%'],
  ],
  [
    [{ op: 'block.set', id: blockId('qA'), set: { props: { unitAmount: 5000 } } }],
    ['Changes “Amount” of “Cleaning, monthly” from $49.00 to $50.00'],
  ],
  [
    [{ op: 'block.set', id: spl, set: { props: { feeBearer: 'providers' } }, unset: ['props.mode'] }],
    [
      'Changes “Stripe fee paid by” of “Pay each provider” from Platform to Providers',
      'Clears “Divide” of “Pay each provider”',
    ],
  ],
  [
    [
      { op: 'block.add', block: { id: fresh, kind: 'transfer', label: 'Send again', props: {} } },
      { op: 'block.move', id: fresh, x: 0, y: 0 },
      {
        op: 'connection.add',
        connection: {
          id: connectionId('new'),
          from: { block: spl, port: 'money-out' },
          to: { block: fresh, port: 'money-in' },
        },
      },
    ],
    ['Adds transfer “Send again”', 'Connects “Pay each provider” (shares) with “Send again” (money in)'],
  ],
  [[{ op: 'block.remove', id: blockId('dun') }], ['Removes “Smart retries”']],
])('%# is said in words', ([patch, words]) => {
  expect(describePatch(patch, flagship.document, definitionOf)).toEqual(words)
})
