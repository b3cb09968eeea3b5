import type { BlockId } from '#shared/flow/ids.ts'
import { BlockHead } from './BlockHead.tsx'
import { BlockProblems } from './BlockProblems.tsx'
import { ConnectionsSection } from './ConnectionsSection.tsx'
import { EveryBlockSection } from './EveryBlockSection.tsx'
import { FlowInspector } from './FlowInspector.tsx'
import { OperationsSection } from './OperationsSection.tsx'
import { ResponsibilitySection } from './ResponsibilitySection.tsx'
import { SettingsSection } from './SettingsSection.tsx'
import { useBlock } from './use-block.ts'
import { WhoGetsWhat } from './WhoGetsWhat.tsx'

/** One block: what it is, its settings, its connections, its money, what a run did for it. */
export const BlockInspector = ({ id }: { id: BlockId }) => {
  const known = useBlock(id)
  if (!known) return <FlowInspector />
  const { block, definition } = known
  const carriesMoney = definition.ports.some(port => port.carries === 'money')
  return (
    <>
      <BlockHead block={block} definition={definition} />
      <BlockProblems id={id} fields={definition.fields} />
      <SettingsSection blocks={[block]} definition={definition} />
      {definition.ports.length > 0 && <EveryBlockSection key={id} block={block} />}
      <ResponsibilitySection block={block} />
      {carriesMoney && <WhoGetsWhat block={block} />}
      <OperationsSection block={id} />
      <ConnectionsSection block={block} definition={definition} />
    </>
  )
}
