import { Plus } from 'lucide-react'
import { useState } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { Port } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Popover } from '../ui/Popover.tsx'
import { TextField } from '../ui/TextField.tsx'
import styles from './ConnectionsSection.module.css'
import { type Choice, choicesFor, connect } from './connect-choices.ts'

type PortProps = { block: Block; port: Port }

const has = (choice: Choice, words: string): boolean =>
  `${choice.label} ${choice.port} ${choice.kind}`.toLowerCase().includes(words.trim().toLowerCase())

const Choices = ({ block, port, onDone }: PortProps & { onDone: () => void }) => {
  const graph = useDocument(state => state.document.graph)
  const [words, setWords] = useState('')
  const all = choicesFor(graph, { block, port }, definitionOf)
  const shown = all.filter(choice => has(choice, words))
  const choose = (choice: Choice) => {
    documentStore.change(connect(graph, { block, port }, choice.ref), {
      label: `Connect “${block.label}” with “${choice.label}”`,
    })
    onDone()
  }
  if (all.length === 0)
    return <p className={styles.none}>No other block of this flow fits here. Add one from the palette.</p>
  return (
    <div className={styles.choices}>
      <TextField
        aria-label="Find a block"
        placeholder="Find a block"
        value={words}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a popover that a person opened to search in
        autoFocus
        onChange={event => setWords(event.target.value)}
        onKeyDown={event => {
          const [first] = shown
          if (event.key === 'Enter' && first) choose(first)
        }}
      />
      <ul className={styles.choiceList}>
        {shown.map(choice => (
          <li key={`${choice.ref.block} ${choice.ref.port}`}>
            <button type="button" className={styles.choice} onClick={() => choose(choice)}>
              <span>{choice.label}</span>
              <small>
                {choice.kind}, {choice.port.toLowerCase()}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Connects a port by keyboard: a list of everything in the flow that fits there. */
export const ConnectMenu = ({ block, port }: PortProps) => {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={`Connect ${port.label.toLowerCase()}`}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Plus} size="small" label={`Connect ${port.label.toLowerCase()}`} />}
    >
      {open && <Choices block={block} port={port} onDone={() => setOpen(false)} />}
    </Popover>
  )
}
