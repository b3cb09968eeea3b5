import type { QuickFix } from '#shared/check/diagnostic.ts'
import { ANY_EVENT, SNAPSHOT_OR_V2 } from '#shared/check/event-names.ts'
import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { isKind } from '#shared/check/kinds.ts'
import { atField } from '#shared/check/locations.ts'
import { nearestWord } from '#shared/check/nearest-word.ts'
import { blockRule } from '#shared/check/rule.ts'
import { listed, quoted } from '#shared/check/words.ts'
import { SNAPSHOT_EVENTS, THIN_EVENTS } from '#shared/facts/events.ts'
import type { Block } from '#shared/flow/graph.ts'

const isKnown = (event: string, known: ReadonlySet<string>) => event === '*' || known.has(event)
type Names = {
  readonly field: string
  readonly events: readonly string[]
  readonly known: ReadonlySet<string>
}
/** Writes the nearest known names; where one is like nothing, unknown names are removed. */
const mend = (block: Block, { field, events, known }: Names): QuickFix => {
  const nearest = events.flatMap(event => (isKnown(event, known) ? event : (nearestWord(event, known) ?? [])))
  const written = nearest.filter(event => !events.includes(event))
  const title = written.length > 0 ? `Write ${listed(written)}` : 'Remove what Stripe does not know'
  return setProps(title, block, { [field]: [...new Set(nearest)] })
}
/** Events have names that Stripe knows. */
export const unknownEvent = blockRule({
  id: 'webhooks/unknown-event',
  severity: 'error',
  needs: 'events',
  on: ['webhook-endpoint', 'event-handler'],
  docs: {
    title: 'Events have names that Stripe knows',
    why: 'enabled_events takes names from a fixed list.',
    source: 'Stripe API reference: webhook_endpoints.create enabled_events',
  },
  valid: [{ name: 'known names', graph: bundle() }],
  invalid: [
    {
      name: 'a slip of the pen',
      graph: bundle({ set: { wh: { enabledEvents: ['invoice.payed'] } } }),
      reports: [
        {
          message: '“wh” names an event that Stripe does not have, found “invoice.payed”',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
    {
      name: 'a snapshot event on a thin endpoint',
      graph: bundle({ set: { wh: { payload: 'thin', enabledEvents: ['invoice.paid'] } } }),
      reports: [
        {
          message: '“wh” names an event that Stripe does not have, found “invoice.paid”',
          location: atField('wh', 'enabledEvents'),
        },
      ],
    },
  ],
  *check(block) {
    const endpoint = isKind(block, 'webhook-endpoint')
    const field = endpoint ? 'enabledEvents' : 'events'
    const events = endpoint
      ? block.props.enabledEvents
      : isKind(block, 'event-handler')
        ? block.props.events
        : []
    const thin = endpoint && block.props.payload === 'thin'
    const known = endpoint ? (thin ? THIN_EVENTS : SNAPSHOT_OR_V2) : ANY_EVENT
    const unknown = events.filter(event => !isKnown(event, known))
    const [first] = unknown
    if (first === undefined) return
    const fix =
      thin && unknown.every(event => SNAPSHOT_EVENTS.has(event))
        ? setProps('Send snapshots here', block, { payload: 'snapshot' })
        : mend(block, { field, events, known })
    yield found(
      atField(block.id, field),
      `${quoted(block)} names an event that Stripe does not have, found ${listed(unknown.map(event => `“${event}”`))}`,
      [fix],
    )
  },
})
