import type { FlowIndex } from '#shared/flow/block-definition.ts'
import type { Scenario } from '#shared/flow/document.ts'
import { USUAL_START } from '#shared/plan/clock.ts'
import type { Plan } from '#shared/plan/plan.ts'
import { dueOf } from './due-incidents.ts'
import { firstPaymentAt } from './first-payment.ts'
import { lifecycleOf } from './index.ts'
import { scenarioRefusal } from './write-script.ts'

/** What a scenario's incident is, for people. */
export type ToldIncident = {
  /** “Refund”; the incident's own word where nothing of that kind is known. */
  readonly title: string
  /** Whether it may happen days after its payment. */
  readonly onAnyDay: boolean
  /** Month in which it happens: its own, or a later one. */
  readonly happensIn: number
}

/** The incidents of a scenario in words, in its order, and why they cannot happen; null when they can. */
export type ToldScenario = { readonly incidents: readonly ToldIncident[]; readonly refusal: string | null }

/** Tells what happens in a scenario of a flow, and when. */
export const tellScenario = (
  flow: FlowIndex,
  { clock }: Pick<Plan, 'clock'>,
  { incidents }: Pick<Scenario, 'incidents'>,
): ToldScenario => {
  const startsAt = firstPaymentAt(flow, clock?.startsAt ?? USUAL_START)
  return {
    incidents: incidents.map(incident => {
      const lifecycle = lifecycleOf(incident.kind)
      return {
        title: lifecycle?.title ?? incident.kind,
        onAnyDay: lifecycle?.onAnyDay === true,
        happensIn: dueOf(incident, startsAt).month,
      }
    }),
    refusal: scenarioRefusal(incidents, flow),
  }
}
