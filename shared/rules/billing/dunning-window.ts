import { single } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { shown } from '#shared/check/props-finding.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

const retried = (window: string) =>
  single({ blocks: { dun: ['dunning', { window }] }, with: ['dun.dunning -> plan.dunning'] })
const WINDOWS = ['1w', '2w', '3w', '1m', '2m']
/** Smart Retries has five windows. */
export const dunningWindow = blockRule({
  id: 'billing/dunning-window',
  severity: 'error',
  needs: 'graph',
  on: ['dunning'],
  limits: [{ kind: 'dunning', field: 'window' }],
  docs: {
    title: 'Smart Retries has five windows',
    why: 'Smart Retries offers 1, 2 or 3 weeks, 1 or 2 months; 8 tries in 2 weeks is the suggested default.',
    source: 'https://docs.stripe.com/billing/revenue-recovery/smart-retries',
  },
  valid: [{ name: 'two weeks', graph: retried('2w') }],
  invalid: [
    {
      name: 'four weeks',
      graph: retried('4w'),
      reports: [
        {
          message:
            '“dun” retries within a time that is not offered, one to three weeks, one or two months, found "4w"',
          location: atField('dun', 'window'),
        },
      ],
    },
  ],
  *check(dunning, flow) {
    const window = flow.drawnBlock(dunning.id)?.props['window']
    if (dunning.props.policy !== 'smart' || window === undefined || WINDOWS.some(known => known === window))
      return
    yield found(
      atField(dunning.id, 'window'),
      `${quoted(dunning)} retries within a time that is not offered, one to three weeks, one or two months, found ${shown(window)}`,
      [setProps('Retry for two weeks', dunning, { window: '2w' })],
    )
  },
})
