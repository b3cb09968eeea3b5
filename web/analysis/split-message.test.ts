import { expect, test } from 'vitest'
import { splitMessage } from './split-message.ts'

test.for([
  ['“plan” has no price', { title: '“plan” has no price', consequence: 'It bills prices.' }],
  ['“plan” has no price.', { title: '“plan” has no price', consequence: 'It bills prices.' }],
  [
    'A won dispute leaves providers unpaid. $146.70 is sent back, nothing sends it again.',
    {
      title: 'A won dispute leaves providers unpaid',
      consequence: '$146.70 is sent back, nothing sends it again.',
    },
  ],
  [
    'invoice.paid and charge.succeeded both start the split. Two splits pay twice.',
    { title: 'invoice.paid and charge.succeeded both start the split', consequence: 'Two splits pay twice.' },
  ],
  [
    '“spl” hands on $126.72 of $128.00, found $3.63 more than there is; break-even is 3.1 %',
    {
      title: '“spl” hands on $126.72 of $128.00',
      consequence: 'Found $3.63 more than there is; break-even is 3.1 %. It bills prices.',
    },
  ],
  ['Keeps $3.26 of 5.03', { title: 'Keeps $3.26 of 5.03', consequence: 'It bills prices.' }],
] as const)('reads %s', ([message, said]) => {
  expect(splitMessage(message, 'It bills prices.')).toEqual(said)
})
