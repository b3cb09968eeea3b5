import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { EVERY_BLOCK } from '#shared/flow/every-block.ts'
import type { Block } from '#shared/flow/graph.ts'
import { blockId } from '#shared/flow/ids.ts'
import { documentStore, useDocument } from '../document/document-store.ts'
import { Setting } from './controls/Setting.tsx'
import styles from './inspector.module.css'
import { metadataOf, type Pair, pairsIn, sameMetadata, shownPairs } from './metadata-rows.ts'
import { setAccount, setMetadata } from './patches.ts'
import { Section } from './Section.tsx'
import { surroundingsOf, useEditable } from './use-block.ts'

const change = (patch: ReturnType<typeof setAccount>, what: string, block: Block) =>
  documentStore.change(patch, {
    label: `Change ${what} of “${block.label}”`,
    merge: `${what} ${block.id}`,
  })

/** What every block can have: the account on which its calls are made, and metadata. Closed until there is some. */
export const EveryBlockSection = ({ block }: { block: Block }) => {
  const graph = useDocument(state => state.document.graph)
  const editable = useEditable()
  const [typed, setTyped] = useState<readonly Pair[]>([])
  const { onAccount, metadata = {} } = block
  const pairs = shownPairs(typed, metadata)
  const used = (onAccount === undefined ? 0 : 1) + Object.keys(metadata).length
  const common = { surroundings: surroundingsOf(block, graph), disabled: !editable }
  return (
    <Section title="Account and metadata">
      <details className={styles.more} {...(used > 0 && { open: true })}>
        <summary>
          <ChevronRight aria-hidden />
          {used === 0 ? 'None of its own' : 'Its own'} {used > 0 && <span>{used}</span>}
        </summary>
        <Setting
          {...common}
          name="onAccount"
          field={EVERY_BLOCK.onAccount}
          value={onAccount}
          onChange={value =>
            change(
              setAccount(block.id, typeof value === 'string' ? blockId(value) : undefined),
              'account',
              block,
            )
          }
        />
        <Setting
          {...common}
          name="metadata"
          field={EVERY_BLOCK.metadata}
          value={pairs}
          onChange={value => {
            const rows = pairsIn(value)
            setTyped(rows)
            if (!sameMetadata(metadataOf(rows), metadata))
              change(setMetadata(block.id, metadataOf(rows)), 'metadata', block)
          }}
        />
      </details>
    </Section>
  )
}
