import { useSelectedBlock, useView } from '../view/view-store.ts'
import { BlockInspector } from './BlockInspector.tsx'
import controls from './controls/controls.module.css'
import { FlowInspector } from './FlowInspector.tsx'
import styles from './inspector.module.css'
import { SelectionInspector } from './SelectionInspector.tsx'

/** What is selected, with everything that can be changed about it and everything that is known about it. */
export const InspectorPanel = () => {
  const one = useSelectedBlock()
  const count = useView(view => view.selection.size)
  return (
    <section aria-label="Inspector" className={styles.inspector}>
      <h2 className={controls.unseen}>Inspector</h2>
      {one !== null && <BlockInspector key={one} id={one} />}
      {one === null && count > 1 && <SelectionInspector />}
      {one === null && count <= 1 && <FlowInspector />}
    </section>
  )
}
