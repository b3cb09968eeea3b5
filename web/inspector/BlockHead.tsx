import { Ellipsis, Eye, EyeOff, LocateFixed, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { type BlockRunState, useBlockResult } from '../analysis/results.ts'
import { documentStore } from '../document/document-store.ts'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Tile } from '../ui/Tile.tsx'
import { openKnowledge } from '../view/knowledge.ts'
import { revealBlock } from '../view/view-store.ts'
import styles from './inspector.module.css'
import { removeBlocks, setDisabled } from './patches.ts'
import { useEditable } from './use-block.ts'

const states: Record<BlockRunState, { tone: Tone; words: string }> = {
  waiting: { tone: 'neutral', words: 'Waiting' },
  running: { tone: 'advice', words: 'Running' },
  succeeded: { tone: 'ok', words: 'Ran' },
  failed: { tone: 'error', words: 'Failed' },
  skipped: { tone: 'neutral', words: 'Not reached' },
  stale: { tone: 'neutral', words: 'Edited after the run' },
}

const StateBadge = ({ block }: { block: Block }) => {
  const { run } = useBlockResult(block.id)
  if (block.disabled) return <Badge tone="neutral">Switched off</Badge>
  return run && <Badge tone={states[run].tone}>{states[run].words}</Badge>
}

const MOST_LETTERS = 80

/** The name of a block, edited in place; an empty name is taken back when focus leaves. */
const NameField = ({ block, kind }: { block: Block; kind: string }) => {
  const editable = useEditable()
  const [empty, setEmpty] = useState(false)
  return (
    <input
      className={styles.name}
      aria-label={`Name of this ${kind.toLowerCase()}`}
      value={empty ? '' : block.label}
      placeholder={block.label}
      maxLength={MOST_LETTERS}
      readOnly={!editable}
      spellCheck={false}
      onBlur={() => setEmpty(false)}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
      onChange={event => {
        const label = event.target.value
        setEmpty(label.trim() === '')
        if (label.trim() === '') return
        documentStore.change([{ op: 'block.set', id: block.id, set: { label } }], {
          label: `Rename “${block.label}”`,
          merge: `label ${block.id}`,
        })
      }}
    />
  )
}

/** What the block is: kind, state, name, one sentence. */
export const BlockHead = ({ block, definition }: { block: Block; definition: BlockDefinition }) => {
  const editable = useEditable()
  const quoted = `“${block.label}”`
  return (
    <header className={styles.head}>
      <div className={styles.headRow}>
        <Tile icon={definition.icon} family={definition.category} />
        <span className={styles.kind}>{definition.title}</span>
        <StateBadge block={block} />
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} size="small" label={`More for ${quoted}`} />}
          items={[
            {
              kind: 'item',
              id: 'reveal',
              label: 'Show on the canvas',
              icon: LocateFixed,
              onSelect: () => revealBlock(block.id),
            },
            {
              kind: 'item',
              id: 'switch',
              label: block.disabled ? 'Switch on' : 'Switch off',
              icon: block.disabled ? Eye : EyeOff,
              disabled: !editable,
              onSelect: () =>
                documentStore.change(setDisabled([block.id], !block.disabled), {
                  label: `Switch ${block.disabled ? 'on' : 'off'} ${quoted}`,
                }),
            },
            { kind: 'separator', id: 'rule' },
            {
              kind: 'item',
              id: 'remove',
              label: 'Remove',
              keys: 'Del',
              icon: Trash2,
              danger: true,
              disabled: !editable,
              onSelect: () => documentStore.change(removeBlocks([block.id]), { label: `Remove ${quoted}` }),
            },
          ]}
        />
      </div>
      <NameField block={block} kind={definition.title} />
      <p className={styles.summary}>
        {definition.summary}{' '}
        <button
          type="button"
          className={styles.about}
          onClick={() => openKnowledge({ about: 'block', kind: block.kind })}
        >
          About this block
        </button>
      </p>
    </header>
  )
}
