import { bundle } from '#shared/check/example-flows.ts'
import { drafted } from '#shared/check/fixes.ts'
import type { BlockOf } from '#shared/check/kinds.ts'
import { atPort } from '#shared/check/locations.ts'
import { allOf } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { percentText, quoted } from '#shared/check/words.ts'

/** Whether something stays that no share takes: a commission, or shares that add up to less than everything. */
const leavesRest = ({ props }: BlockOf<'split'>): boolean => {
  if (props.commissionBps > 0 || (props.commissionMin ?? 0) > 0) return true
  if (props.mode === 'by_line_item') return props.legs.some(leg => (leg.commissionBps ?? 0) > 0)
  if (props.legs.some(leg => leg.remainder !== undefined)) return false
  return props.legs.reduce((sum, leg) => sum + (leg.percentBps ?? 0), 0) < 10_000
}
/** Every cent of a split has an owner. */
export const splitRemainderUnowned = blockRule({
  id: 'connect/split-remainder-unowned',
  severity: 'error',
  needs: 'graph',
  on: ['split'],
  docs: {
    title: 'Every cent of a split has an owner',
    why: 'Commission is what stays untransferred, so an owner must be named for every cent.',
    source: 'practice',
  },
  valid: [
    { name: 'the platform owns the rest', graph: bundle() },
    {
      name: 'nothing is left',
      graph: bundle({ without: ['spl.money-out -> plt.money-in'], set: { spl: { commissionBps: 0 } } }),
    },
  ],
  invalid: [
    {
      name: 'nobody owns the commission',
      graph: bundle({ without: ['spl.money-out -> plt.money-in'] }),
      reports: [
        {
          message: '“spl” leaves a rest, its 10 % commission, found nobody who owns it',
          location: atPort('spl', 'money-out'),
        },
      ],
    },
  ],
  *check(split, flow) {
    if (!leavesRest(split)) return
    const out = flow.outOf(split, 'money-out')
    if (out.length === 0 || out.some(({ kind }) => kind === 'platform-balance')) return
    const fix = drafted(flow, 'Give the rest to the platform balance', draft => {
      const balance = allOf(flow, 'platform-balance')[0]?.id ?? draft.place('platform-balance')
      draft.connect({ block: split.id, port: 'money-out' }, { block: balance, port: 'money-in' })
    })
    const rest =
      split.props.commissionBps > 0
        ? `its ${percentText(split.props.commissionBps)} commission`
        : 'what its shares do not take'
    yield {
      message: `${quoted(split)} leaves a rest, ${rest}, found nobody who owns it`,
      location: atPort(split.id, 'money-out'),
      fixes: [{ ...fix, preferred: true }],
    }
  },
})
