import { Wrench } from 'lucide-react'
import type { QuickFix } from '#shared/check/diagnostic.ts'
import type { Problem } from '../analysis/analysis-store.ts'
import { documentStore } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import styles from './inspector.module.css'
import { useEditable } from './use-block.ts'

/** The button that cures a problem, named by what it does. */
export const FixButton = ({ fix }: { fix: QuickFix }) => {
  const editable = useEditable()
  return (
    <Button
      size="small"
      icon={Wrench}
      className={styles.fix}
      disabled={!editable}
      onClick={() => documentStore.change(fix.patch, { label: fix.title })}
    >
      {fix.title}
    </Button>
  )
}

/** What is wrong with a field, each problem with its fixes. */
export const FieldProblems = ({ problems }: { problems: readonly Problem[] }) =>
  problems.map(problem => (
    <div key={problem.key} className={styles.fieldProblem}>
      {problem.message}
      {problem.fixes?.map(fix => (
        <FixButton key={fix.title} fix={fix} />
      ))}
    </div>
  ))
