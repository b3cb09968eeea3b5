import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Automatic payouts leave what later transfers need. */
export const autoPayoutDrains = blockRule({
  id: 'connect/auto-payout-drains',
  severity: 'warning',
  needs: 'graph',
  on: ['platform-balance'],
  docs: {
    title: 'Automatic payouts leave what later transfers need',
    why: 'Automatic payouts can empty the balance first.',
    source: 'https://docs.stripe.com/connect/separate-charges-and-transfers',
  },
  valid: [
    { name: 'payouts by hand', graph: bundle({ set: { tA: { delayDays: 7 } } }) },
    {
      name: 'every transfer tied to its charge',
      graph: bundle({ set: { plt: { payoutSchedule: 'daily' } } }),
    },
  ],
  invalid: [
    {
      name: 'daily payouts and a delayed transfer',
      graph: bundle({ set: { plt: { payoutSchedule: 'daily' }, tA: { delayDays: 7 } } }),
      reports: [
        {
          message: '“plt” is paid out before “tA” needs the money, found daily payouts',
          location: atField('plt', 'payoutSchedule'),
        },
      ],
    },
  ],
  *check(balance, flow) {
    const { payoutSchedule } = balance.props
    if (payoutSchedule === 'manual' || (balance.props.reserveAmount ?? 0) > 0) return
    const late = allOf(flow, 'transfer').find(
      ({ props, id }) =>
        props.delayDays > 0 ||
        !props.sourceTransaction ||
        (flow.block(id) !== undefined &&
          flow.into(flow.block(id) ?? balance, 'money-in').some(({ kind }) => kind === 'hold')),
    )
    if (!late) return
    yield found(
      atField(balance.id, 'payoutSchedule'),
      `${quoted(balance)} is paid out before ${quoted(late)} needs the money, found ${payoutSchedule} payouts`,
      [setProps('Pay out by hand', balance, { payoutSchedule: 'manual' })],
    )
  },
})
