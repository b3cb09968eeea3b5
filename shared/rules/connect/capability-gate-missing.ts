import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { moneyBefore, startersOf } from '#shared/check/look.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** A transfer looks whether its account may receive it. */
export const capabilityGateMissing = blockRule({
  id: 'connect/capability-gate-missing',
  severity: 'warning',
  needs: 'graph',
  on: ['transfer'],
  docs: {
    title: 'A transfer looks whether its account may receive it',
    why: 'Transfer to an inactive account fails.',
    source: 'github.com/stripe/ai, stripe-best-practices (connect)',
  },
  valid: [{ name: 'it looks', graph: bundle() }],
  invalid: [
    {
      name: 'it does not',
      graph: bundle({ set: { tA: { gate: 'none' } } }),
      reports: [
        {
          message: '“tA” does not look whether its account may receive transfers, found no check before it',
          location: atField('tA', 'gate'),
        },
      ],
    },
  ],
  *check(transfer, flow) {
    if (transfer.props.gate !== 'none') return
    const before = [...moneyBefore(flow, transfer), ...startersOf(flow, transfer)]
    if (
      before.some(
        block => block.kind === 'condition' && String(block.props['expression']).includes('capabilit'),
      )
    )
      return
    yield found(
      atField(transfer.id, 'gate'),
      `${quoted(transfer)} does not look whether its account may receive transfers, found no check before it`,
      [setProps('Check the capability', transfer, { gate: 'capability' })],
    )
  },
})
