import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Operation } from '#shared/plan/plan.ts'
import { useDocument } from '../document/document-store.ts'
import { revealBlock } from '../view/view-store.ts'
import styles from './PlanPanel.module.css'
import { type Names, type ParameterRow, parameterRows } from './parameter-rows.ts'

const placeOf = (number: number): string => `call-${number}`

const goTo = (number: number) => {
  const row = document.getElementById(placeOf(number))
  row?.scrollIntoView({ block: 'nearest' })
  row?.querySelector('button')?.focus()
}

const Parameter = ({ row }: { row: ParameterRow }) => {
  const { from, text } = row.value
  return (
    <div className={styles.parameter}>
      <dt className={row.own ? styles.own : undefined}>{row.own ? row.name : <code>{row.name}</code>}</dt>
      <dd>
        {from === undefined ? (
          <code>{text}</code>
        ) : (
          <button type="button" className={styles.reference} onClick={() => goTo(from)}>
            <code>{text}</code>
          </button>
        )}
      </dd>
    </div>
  )
}

/** One call: number, what it does, the method, the block; its parameters unfold. */
export const OperationRow = ({ operation, names }: { operation: Operation; names: Names }) => {
  const [open, setOpen] = useState(false)
  const label = useDocument(state => state.document.graph.blocks[operation.block]?.label)
  const number = names.numbers.get(operation.id) ?? 0
  return (
    <li className={styles.operation} id={placeOf(number)}>
      <div className={styles.line}>
        <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight aria-hidden className={styles.arrow} />
          <span className={styles.number}>{number}</span>
          <span className={styles.title}>{operation.title}</span>
        </button>
        <code className={styles.call}>{operation.call}</code>
        <button type="button" className={styles.block} onClick={() => revealBlock(operation.block)}>
          {label ?? operation.block}
        </button>
      </div>
      {open && (
        <dl className={styles.parameters}>
          {parameterRows(operation, names).map(row => (
            <Parameter key={`${row.own} ${row.name}`} row={row} />
          ))}
        </dl>
      )}
    </li>
  )
}
