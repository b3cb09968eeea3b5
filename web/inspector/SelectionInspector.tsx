import { Eye, EyeOff, Trash2 } from 'lucide-react'
import { useShallow } from 'zustand/shallow'
import { definitionOf } from '#shared/blocks/index.ts'
import type { Block } from '#shared/flow/graph.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { Tile } from '../ui/Tile.tsx'
import { selectBlocks, useView } from '../view/view-store.ts'
import styles from './inspector.module.css'
import { removeBlocks, setDisabled } from './patches.ts'
import { Section } from './Section.tsx'
import { SettingsSection } from './SettingsSection.tsx'
import { useEditable } from './use-block.ts'

const isSome = <T,>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0

const Kinds = ({ blocks }: { blocks: readonly Block[] }) => {
  const kinds = [...new Set(blocks.map(block => block.kind))].map(
    kind => [kind, blocks.filter(block => block.kind === kind)] as const,
  )
  return (
    <ul className={styles.kinds}>
      {kinds.map(([kind, members]) => {
        const definition = definitionOf(kind)
        return (
          <li key={kind}>
            {definition && <Tile icon={definition.icon} family={definition.category} />}
            <button
              type="button"
              className={styles.kindLink}
              onClick={() => selectBlocks(members.map(member => member.id))}
            >
              {definition?.title ?? kind}
            </button>
            <span>{members.length}</span>
          </li>
        )
      })}
    </ul>
  )
}

const Actions = ({ blocks }: { blocks: readonly Block[] }) => {
  const editable = useEditable()
  const ids = blocks.map(block => block.id)
  const allOff = blocks.every(block => block.disabled)
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        icon={allOff ? Eye : EyeOff}
        disabled={!editable}
        onClick={() =>
          documentStore.change(setDisabled(ids, !allOff), {
            label: `Switch ${allOff ? 'on' : 'off'} ${ids.length} blocks`,
          })
        }
      >
        {allOff ? 'Switch on' : 'Switch off'}
      </Button>
      <Button
        size="small"
        variant="danger"
        icon={Trash2}
        disabled={!editable}
        onClick={() => documentStore.change(removeBlocks(ids), { label: `Remove ${ids.length} blocks` })}
      >
        Remove {ids.length} blocks
      </Button>
    </div>
  )
}

/** Several blocks: what they are, what can be done with all of them, and their settings when they are of one kind. */
export const SelectionInspector = () => {
  const selection = useView(view => view.selection)
  const blocks = useDocument(
    useShallow(({ document }) =>
      [...selection].map(id => document.graph.blocks[id]).filter(block => block !== undefined),
    ),
  )
  if (!isSome(blocks)) return null
  const definition = definitionOf(blocks[0].kind)
  const oneKind = blocks.every(block => block.kind === blocks[0].kind)
  return (
    <>
      <header className={styles.head}>
        <div className={styles.title}>{blocks.length} blocks</div>
        <Kinds blocks={blocks} />
        <Actions blocks={blocks} />
      </header>
      {oneKind && definition ? (
        <SettingsSection
          key={blocks.map(block => block.id).join(' ')}
          blocks={blocks}
          definition={definition}
        />
      ) : (
        <Section title="Settings">
          <p className={styles.hint}>Select blocks of one kind to change their settings together.</p>
        </Section>
      )}
    </>
  )
}
