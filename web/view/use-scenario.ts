import { useShallow } from 'zustand/shallow'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { type ChosenScenario, chosenScenario } from '../analysis/choose-scenario.ts'
import { useDocument } from '../document/document-store.ts'
import { useView } from './view-store.ts'

/** The scenario that forecast and runs play. */
export const useScenario = (): ChosenScenario => {
  const id = useView(view => view.scenario)
  const offered = useAnalysis(state => state.offered)
  return useDocument(useShallow(state => chosenScenario(state.document, id, offered)))
}
