import { applyPatch } from '#shared/flow/apply-patch.ts'
import type { FlowDocument, Incident } from '#shared/flow/document.ts'
import { blockId } from '#shared/flow/ids.ts'

/** For tests: days for which transfers of a document wait, by block. */
export type Delays = Readonly<Record<string, number>>

/** For tests: every share of the flagship waits so many days. */
export const ALL = (days: number): Delays => ({ tA: days, tB: days, tC: days })

/** For tests: a document whose transfers wait, with a scenario `told` of these incidents. */
export const told = (
  document: FlowDocument,
  { delays, months, incidents }: { delays: Delays; months: number; incidents: readonly Incident[] },
): FlowDocument => {
  const patch = Object.entries(delays).map(([id, delayDays]) => ({
    op: 'block.set' as const,
    id: blockId(id),
    set: { props: { delayDays } },
  }))
  const scenario = { title: 'Told', months, seed: 1, volumes: {}, incidents }
  const { document: changed } = applyPatch(document, patch)
  return { ...changed, parts: { ...changed.parts, scenarios: { told: scenario } } }
}

/** For tests: `3 refund rf`: in month 3 something happens to a block. */
export const happens = (text: string, props: Incident['props'] = {}): Incident => {
  const [month = '', kind = '', block = ''] = text.split(' ')
  return { month: Number(month), kind, block: blockId(block), props }
}
