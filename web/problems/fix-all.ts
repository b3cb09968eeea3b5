import type { QuickFix } from '#shared/check/diagnostic.ts'
import type { Problem } from '../analysis/analysis-store.ts'
import { obviousFix } from '../analysis/obvious-fix.ts'
import { useRulePage } from '../analysis/rule-page.ts'
import { documentStore } from '../document/document-store.ts'
import { notify } from '../ui/toast.tsx'

/** Applies one fix; the notice says what was done and takes it back. */
export const applyFix = (fix: QuickFix): void => {
  if (!documentStore.change(fix.patch, { label: fix.title })) return
  notify({
    id: 'fix',
    title: fix.title,
    action: { label: 'Undo', perform: () => documentStore.undo() },
  })
}

/** How many findings of a rule are mended by one press: those with a fix that needs no choice. */
export const fixableCount = (problems: readonly Problem[], code: string): number =>
  problems.filter(
    problem =>
      problem.code === code && problem.suppressed === undefined && obviousFix(problem.fixes) !== undefined,
  ).length

/** Applies the fix of everything that a rule reports, as one change that can be undone. */
export const fixAllOf = async (code: string, rule: string): Promise<void> => {
  const patch = await useRulePage.getState().fixAll(code)
  const label = `Fix all of “${rule}”`
  if (patch === null || !documentStore.change(patch, { label })) {
    notify({
      id: 'fix',
      title: 'Nothing was fixed',
      detail: 'The flow changed while the fixes were worked out. Press again.',
      tone: 'error',
    })
    return
  }
  notify({ id: 'fix', title: label, action: { label: 'Undo', perform: () => documentStore.undo() } })
}
