import { expect, it } from 'vitest'
import { offeredScenarios } from '#shared/lifecycles/offers.ts'
import { TEMPLATES } from '#shared/templates/index.ts'
import { createDesign } from '../design.ts'
import { isRemoved } from './clean-up.ts'

/** Objects that Stripe has no way to delete or archive, because they tell of money that moved or will not any more. */
const HISTORY = [
  'applicationFees.createRefund',
  'creditNotes.create',
  'invoiceItems.create',
  'invoices.create',
  'paymentIntents.create',
  'refunds.create',
  'setupIntents.create',
  'transfers.create',
  'transfers.createReversal',
  'billing.meterEvents.create',
  'topups.create',
]

const design = createDesign(() => new Date('2026-12-01'))

/** Every call that makes something in a run of a template, whatever happens in it. */
const creates = new Set(
  TEMPLATES.flatMap(({ document }) => {
    const planned = design.plan(document, 'unattended')
    const { operations, reactions } = planned.plan
    const stages = [...offeredScenarios(planned.flow).values()].flatMap(
      scenario => design.script(planned, scenario).stages,
    )
    return [...operations, ...[...reactions, ...stages].flatMap(part => part.operations)].flatMap(
      ({ call }) => (/\.create\w*$/.test(call) ? [call] : []),
    )
  }),
)

it('what a run makes is removed, archived, or history', () => {
  expect(creates.size).toBeGreaterThan(10)
  expect([...creates].filter(call => !isRemoved(call) && !HISTORY.includes(call))).toEqual([])
})
