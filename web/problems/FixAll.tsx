import { Wrench } from 'lucide-react'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { fixAllOf, fixableCount } from './fix-all.ts'

/** Mends everything that a rule reports, in one change; nothing while there is only one finding to mend. */
export const FixAll = ({ code, rule }: { code: string; rule: string }) => {
  const count = useAnalysis(state => fixableCount(state.problems, code))
  const editable = useDocument(state => state.access === 'editing')
  if (count < 2) return null
  return (
    <Button size="small" icon={Wrench} disabled={!editable} onClick={() => void fixAllOf(code, rule)}>
      Fix all {count}
    </Button>
  )
}
