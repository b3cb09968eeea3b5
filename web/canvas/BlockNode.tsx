import type { NodeProps } from '@xyflow/react'
import { memo, use } from 'react'
import { definitionOf } from '#shared/blocks/index.ts'
import type { BlockDefinition } from '#shared/flow/block-definition.ts'
import type { Block } from '#shared/flow/graph.ts'
import { formatMoney } from '#shared/money/format.ts'
import { type BlockResult, useBlockResult } from '../analysis/results.ts'
import { Badge } from '../ui/Badge.tsx'
import { classNames } from '../ui/class-names.ts'
import { StateMark } from '../ui/StateMark.tsx'
import { Tile } from '../ui/Tile.tsx'
import { useView } from '../view/view-store.ts'
import styles from './BlockNode.module.css'
import { cardName, counted, stateOf } from './card-name.ts'
import { DrainBranch } from './DrainBranch.tsx'
import { Gate } from './Gate.tsx'
import { StubTag } from './StubTag.tsx'
import type { CardNode } from './to-react-flow.ts'
import { cardElement } from './use-kept-focus.ts'
import { type ZoomLevel, ZoomLevelContext } from './zoom-level.ts'

const isMarked = ({ errors, warnings }: BlockResult): true | undefined => errors + warnings > 0 || undefined
const isBad = ({ errors, run }: BlockResult): true | undefined => errors > 0 || run === 'failed' || undefined

/** Only the worst severity shows as a badge; advice shows in the panel. */
const Badges = ({ result: { errors, warnings } }: { result: BlockResult }) => {
  if (errors > 0) {
    return (
      <Badge tone="error" label={counted(errors, 'error').join('')}>
        {errors}
      </Badge>
    )
  }
  return warnings > 0 ? (
    <Badge tone="warning" label={counted(warnings, 'warning').join('')}>
      {warnings}
    </Badge>
  ) : null
}

const Amount = ({ result: { amount, signed } }: { result: BlockResult }) =>
  amount ? (
    <span className={classNames(styles.amount, signed && amount.amount < 0 && styles.out)}>
      {formatMoney(amount, { signed: signed ?? false })}
    </span>
  ) : null

const footText = ({ block, result, facts }: { block: Block; result: BlockResult; facts: string }): string => {
  if (block.disabled) return 'Switched off'
  if (result.run === 'running') return result.facts ?? 'Creating…'
  return result.problem ?? result.facts ?? facts
}

type CardProps = {
  block: Block
  definition: BlockDefinition
  result: BlockResult
  facts: string
  charge: string
}

/** The line at the foot: facts, or in a run what became of the block, or what is wrong with it. */
const Foot = ({ block, definition, result, facts }: CardProps) => {
  const text = footText({ block, result, facts })
  const bad = text !== facts && (result.run === 'failed' || result.errors > 0)
  const above = definition.size === 'tall' && text === facts
  return (
    <div className={styles.foot}>
      <span className={classNames(styles.facts, bad && styles.bad)} title={bad ? text : undefined}>
        {(above ? '' : text).split(' · ').map(part => (
          <span key={part}>{part}</span>
        ))}
      </span>
      <Amount result={result} />
    </div>
  )
}

const Standard = (props: CardProps) => {
  const { block, definition, result, facts, charge } = props
  const state = stateOf(block, result)
  return (
    <>
      <div className={styles.head}>
        <Tile icon={definition.icon} family={definition.category} />
        <span className={styles.kind}>
          <span className={styles.title}>{definition.title}</span> {charge !== '' && <span>· {charge}</span>}
        </span>
        <Badges result={result} />
        {state && <StateMark state={state} />}
      </div>
      <div className={styles.label}>{block.label || definition.title}</div>
      {definition.size === 'tall' && <div className={styles.second}>{facts}</div>}
      <Foot {...props} />
      {result.run === 'running' && <b className={styles.progress} />}
    </>
  )
}

/** A small card has one line: its label, or in the catalog what it costs. */
const Compact = ({ block, definition, result, facts }: CardProps) => {
  const state = stateOf(block, result)
  const line = definition.category === 'catalog' && facts !== '' ? facts : block.label
  return (
    <>
      <Tile icon={definition.icon} family={definition.category} />
      <span className={styles.label}>{line || definition.title}</span>
      <Badges result={result} />
      {state && <StateMark state={state} />}
    </>
  )
}

/** From further away a card is its family's tile, with what is wrong and how a run stands. */
const Bare = ({ block, definition, result }: CardProps) => {
  const state = stateOf(block, result)
  return (
    <span className={styles.bare} data-family={definition.category}>
      <Tile icon={definition.icon} family={definition.category} />
      {result.errors > 0 && <Badges result={result} />}
      {state && <StateMark state={state} />}
    </span>
  )
}

/** What a card shows at its zoom. */
const Card = (props: CardProps & { level: ZoomLevel; small: boolean }) => {
  if (props.level === 'tile') return <Bare {...props} />
  return props.small ? <Compact {...props} /> : <Standard {...props} />
}

/** What lies around a card: its ports, the tags of far ends, the fee that branches off. */
const Around = ({ data: { block, places, stubs }, size }: AroundProps) => (
  <>
    {places.map(place => (
      <Gate key={place.handle} block={block.id} place={place} />
    ))}
    {stubs.map(stub => {
      const place = places.find(each => each.handle === stub.handle)
      return place && <StubTag key={stub.handle} stub={stub} place={place} />
    })}
    <DrainBranch block={block.id} size={size} />
  </>
)

type AroundProps = { data: CardNode['data']; size: BlockDefinition['size'] }

/** Any block on the canvas: what it is, how it stands, its ports. */
export const BlockNode = memo(({ data, selected }: NodeProps<CardNode>) => {
  const { block, facts, charge } = data
  const level = use(ZoomLevelContext)
  const result = useBlockResult(block.id)
  const focused = useView(view => view.focused === block.id)
  const refused = useView(view => view.connecting !== null && !view.connecting.legal.has(block.id))
  const definition = definitionOf(block.kind)
  if (!definition) return null
  const small = definition.size === 'compact' || definition.size === 'handler'
  const state = stateOf(block, result)
  return (
    <>
      <div
        className={classNames(styles.block, small ? styles.compact : styles.standard)}
        id={cardElement(block.id)}
        data-block={block.id}
        data-state={state}
        data-marked={isMarked(result)}
        data-error={isBad(result)}
        data-selected={selected || undefined}
        data-refused={refused || undefined}
        role="treeitem"
        aria-selected={selected}
        aria-label={cardName({ block, title: definition.title }, result, selected)}
        // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- global since ARIA 1.3, which the rule does not know
        aria-description={data.ends || undefined}
        tabIndex={focused ? 0 : -1}
        title={block.label.length > 22 || small ? block.label : undefined}
        onFocus={() => useView.setState({ focused: block.id })}
      >
        <div className={styles.content} aria-hidden>
          <Card
            block={block}
            definition={definition}
            result={result}
            facts={facts}
            charge={charge}
            level={level}
            small={small}
          />
        </div>
      </div>
      {level !== 'tile' && <Around data={data} size={definition.size} />}
    </>
  )
})
BlockNode.displayName = 'BlockNode'
