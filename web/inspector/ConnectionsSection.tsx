import { ArrowLeft, ArrowRight, X } from 'lucide-react'
import type { BlockDefinition, Port } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { revealBlock } from '../view/view-store.ts'
import styles from './ConnectionsSection.module.css'
import { ConnectMenu } from './ConnectMenu.tsx'
import { endsAt, type OtherEnd } from './connect-choices.ts'
import { Section } from './Section.tsx'
import { useEditable } from './use-block.ts'

const carried = { money: 'money', ref: 'reference', event: 'event' } as const

const End = ({ end, port, label }: { end: OtherEnd; port: Port; label: string }) => {
  const editable = useEditable()
  const Arrow = port.direction === 'out' ? ArrowRight : ArrowLeft
  return (
    <li className={styles.end}>
      <Arrow aria-label={port.direction === 'out' ? 'to' : 'from'} className={styles.arrow} />
      <button type="button" className={styles.link} onClick={() => revealBlock(end.other.block)}>
        {end.label}
      </button>
      <IconButton
        icon={X}
        size="small"
        label={`Disconnect “${end.label}”`}
        disabled={!editable}
        onClick={() =>
          documentStore.change([{ op: 'connection.remove', id: end.connection.id }], {
            label: `Disconnect “${label}” from “${end.label}”`,
          })
        }
      />
    </li>
  )
}

const PortRow = ({ block, port }: { block: Block; port: Port }) => {
  const graph = useDocument(state => state.document.graph)
  const editable = useEditable()
  const ends = endsAt(graph, block, port)
  const full = port.direction === 'in' && port.arity === 'one' && ends.length > 0
  return (
    <li className={styles.port}>
      <div className={styles.portHead}>
        <i aria-hidden className={styles[port.carries]} />
        <span className={styles.portName}>{port.label}</span>
        <span className={styles.carries}>
          {port.required && ends.length === 0 ? 'needs a connection' : carried[port.carries]}
        </span>
        {editable && !full && <ConnectMenu block={block} port={port} />}
      </div>
      {ends.length > 0 && (
        <ul>
          {ends.map(end => (
            <End key={end.connection.id} end={end} port={port} label={block.label} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** The ports of a block with what hangs on them: follow, disconnect, connect, all by keyboard. */
export const ConnectionsSection = ({ block, definition }: { block: Block; definition: BlockDefinition }) =>
  definition.ports.length === 0 ? null : (
    <Section title="Connections">
      <ul className={styles.ports}>
        {definition.ports.map(port => (
          <PortRow key={port.id} block={block} port={port} />
        ))}
      </ul>
    </Section>
  )
