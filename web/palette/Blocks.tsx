import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { walk } from '../ui/walk.ts'
import { useView, type View } from '../view/view-store.ts'
import { addToFlow } from './add-to-flow.ts'
import { type FamilyOfBlocks, offeredFamilies } from './families.ts'
import styles from './Palette.module.css'
import { PaletteItem } from './PaletteItem.tsx'
import { loadSearch, useSearch } from './use-search.ts'

/** Arrows, Home and End move between the items of a list; only one of them is a Tab stop. In the search, Home and End are the text's. */
export const walkItems = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.target instanceof HTMLInputElement && !event.key.startsWith('Arrow')) return
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-palette-item], input')]
  const at = items.findIndex(item => item === document.activeElement)
  const next = walk(event.key, 'column', { at, count: items.length })
  if (next === null) return
  event.preventDefault()
  items[next]?.focus()
}

/** One family: its name, how many blocks it has, and them. */
export const Family = ({
  family: { title, blocks, family },
  alone = false,
  onAdded,
}: {
  family: FamilyOfBlocks
  /** No search is above it: its first block is where Tab stops. */
  alone?: boolean
  onAdded?: () => void
}) => (
  <section aria-label={title} data-family={family}>
    <h3 className={styles.heading}>
      {title}
      <em>{blocks.length}</em>
    </h3>
    {blocks.map((definition, place) => (
      <PaletteItem
        key={definition.kind}
        definition={definition}
        stop={alone && place === 0}
        {...(onAdded && { onAdded })}
      />
    ))}
  </section>
)

type FoundProps = { typed: string; found: readonly BlockDefinition[]; onAdded?: () => void }

const Found = ({ typed, found, onAdded }: FoundProps) => {
  if (found.length === 0) {
    return (
      <p className={styles.none}>
        No block answers to “{typed}”. Try what it is for, such as “pay several sellers” or “hold a deposit”.
      </p>
    )
  }
  return found.map((definition, place) => (
    <PaletteItem
      key={definition.kind}
      definition={definition}
      telling
      best={place === 0}
      {...(onAdded && { onAdded })}
    />
  ))
}

/** The search over blocks, with all of them below while nothing is typed. */
export const Blocks = ({ onAdded }: { onAdded?: () => void }) => {
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const found = useSearch(typed)
  const addBest = async (): Promise<void> => {
    const [best] = (await loadSearch())(typed)
    if (!best) return
    addToFlow(best)
    setTyped('')
    onAdded?.()
  }
  useEffect(() => {
    const find = ({ finding }: View): void => {
      if (!finding) return
      input.current?.focus()
      input.current?.select()
      useView.setState({ finding: null })
    }
    find(useView.getState())
    return useView.subscribe(find)
  }, [])
  return (
    <div className={styles.blocks} onKeyDown={walkItems} role="presentation">
      <label className={styles.find}>
        <Search aria-hidden className={styles.glass} />
        <input
          ref={input}
          className={styles.input}
          type="search"
          placeholder="Add a block"
          aria-label="Add a block"
          value={typed}
          onFocus={() => void loadSearch()}
          onChange={event => setTyped(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter') void addBest()
            if (event.key === 'Escape' && typed) {
              event.stopPropagation()
              setTyped('')
            }
          }}
        />
        {typed === '' && <Kbd>/</Kbd>}
      </label>
      <div className={styles.list}>
        {typed.trim() === ''
          ? offeredFamilies.map(family => (
              <Family key={family.family} family={family} {...(onAdded && { onAdded })} />
            ))
          : found && <Found typed={typed} found={found} {...(onAdded && { onAdded })} />}
      </div>
    </div>
  )
}
