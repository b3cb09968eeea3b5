import { Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useId, useState } from 'react'
import { DEFINITIONS, definitionOf } from '#shared/blocks/index.ts'
import { blockSizes } from '#shared/scene/block-size.ts'
import { placePorts, unused } from '#shared/scene/port-places.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { addComplete } from '../document/add-complete.ts'
import { documentStore } from '../document/document-store.ts'
import { findBlocks } from '../document/find-blocks.ts'
import { type Suggestion, suggestions } from '../document/suggest.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Tile } from '../ui/Tile.tsx'
import { type AppendMenu as Request, selectBlocks, useView } from '../view/view-store.ts'
import styles from './AppendMenu.module.css'

const close = (): void => useView.setState({ appendMenu: null })

/** Adds the block so that its port lies where the pointer was let go. */
const append = ({ from, at }: Request, { definition, port }: Suggestion): void => {
  close()
  const place = placePorts(definition, unused).find(each => each.port.id === port.id)
  const size = blockSizes[definition.size]
  const by = place ?? { x: 0, y: size.height / 2 }
  const { patch, id } = addComplete(
    documentStore.use.getState().document,
    { definition, at: { x: at.x - by.x, y: at.y - by.y }, connectTo: from },
    { definitions: definitionOf, offered: DEFINITIONS },
  )
  if (!documentStore.change(patch, { label: `Add ${definition.title}` })) return
  selectBlocks([id])
  useView.setState({ focused: id })
}

const question = ({ from }: Request): string => {
  const block = documentStore.use.getState().document.graph.blocks[from.block]
  const definition = block && definitionOf(block.kind)
  const port = definition?.ports.find(each => each.id === from.port)
  const name = definition?.title.toLowerCase() ?? 'this'
  return port?.direction === 'in' ? `What comes before the ${name}?` : `What comes after the ${name}?`
}

/** How many errors at this port name adding a kind as their cure. */
const useSolves = ({ from }: Request): ((kind: string) => number) => {
  const problems = useAnalysis(state => state.problems)
  return kind =>
    problems.filter(
      ({ severity, location, fixes }) =>
        severity === 'error' &&
        location.at === 'port' &&
        location.ref.block === from.block &&
        location.ref.port === from.port &&
        fixes?.some(fix => fix.patch.some(edit => edit.op === 'block.add' && edit.block.kind === kind)),
    ).length
}

const Choices = ({ request }: { request: Request }) => {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const solves = useSolves(request)
  const fitting = suggestions(documentStore.use.getState().document.graph, request.from, {
    definitions: definitionOf,
    offered: DEFINITIONS,
  })
  const found = findBlocks(
    fitting.map(each => each.definition),
    typed,
  )
  const shown = typed.trim()
    ? found.flatMap(definition => fitting.filter(each => each.definition === definition))
    : fitting
  const chosen = Math.min(at, shown.length - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt((chosen + step + shown.length) % Math.max(shown.length, 1))
    }
    const suggestion = shown[chosen]
    if (event.key === 'Enter' && suggestion) append(request, suggestion)
  }
  return (
    <>
      <label className={styles.search}>
        <Search aria-hidden className={styles.glass} />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={shown.length > 0 ? `${id}-${chosen}` : undefined}
          className={styles.input}
          placeholder={question(request)}
          value={typed}
          onChange={event => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      {shown.length === 0 ? (
        <p className={styles.none}>
          {fitting.length === 0
            ? 'No block takes what this port gives.'
            : `No block that fits here answers to “${typed}”.`}
        </p>
      ) : (
        <>
          <h4 className={styles.heading}>Fits here, best first</h4>
          <div id={`${id}-list`} role="listbox" aria-label="Blocks that fit here" className={styles.list}>
            {shown.map(({ definition, port }, index) => (
              <div
                key={definition.kind}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={styles.item}
                onPointerMove={() => setAt(index)}
                onPointerUp={() => append(request, { definition, port })}
              >
                <Tile icon={definition.icon} family={definition.category} />
                <span className={styles.words}>
                  <b className={styles.title}>{definition.title}</b>
                  <small className={styles.summary}>{definition.summary}</small>
                </span>
                {solves(definition.kind) > 0 && (
                  <span className={styles.solves}>
                    solves {solves(definition.kind)} {solves(definition.kind) === 1 ? 'error' : 'errors'}
                  </span>
                )}
                {index === chosen && <Kbd>↵</Kbd>}
              </div>
            ))}
          </div>
        </>
      )}
    </>
  )
}

/** What opens where a connection is let go over empty canvas: the blocks that fit, best first. */
export const AppendMenu = ({ request }: { request: Request }) => {
  return (
    <Popover.Root open onOpenChange={open => !open && close()}>
      <Popover.Anchor asChild>
        <span className={styles.anchor} style={{ left: request.screen.x, top: request.screen.y }} />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className={styles.menu}
          aria-label={question(request)}
          align="start"
          side="bottom"
          sideOffset={2}
          collisionPadding={8}
        >
          <Choices key={`${request.screen.x}:${request.screen.y}`} request={request} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
