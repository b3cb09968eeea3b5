import { RuleDialog } from './problems/RuleDialog.tsx'
import { OperationDialog } from './runs/OperationDialog.tsx'

/** Dialogs that several panels open: a call of a run, and the page of a rule in front of it. */
export const Dialogs = () => (
  <>
    <OperationDialog />
    <RuleDialog />
  </>
)
