import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import styles from './Splitter.module.css'

/** A line between an upper and a lower part, and how high the lower one is. */
export type SplitterProps = {
  label: string
  /** Height of the lower part in pixels, and its limits. */
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

const STEP = 24

/** A line of 1 px with a grab zone of 8 px; arrow keys move it too. */
export const Splitter = ({ label, value, min, max, onChange }: SplitterProps) => {
  const start = useRef<{ pointer: number; value: number } | null>(null)
  const set = (next: number): void => onChange(Math.round(Math.min(Math.max(next, min), max)))

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { pointer: event.clientY, value }
  }
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current) set(start.current.value + start.current.pointer - event.clientY)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowUp: value + STEP, ArrowDown: value - STEP, Home: max, End: min }[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  const letGo = (): void => {
    start.current = null
  }
  return (
    <div
      role="slider"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={styles.line}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onKeyDown={onKeyDown}
    />
  )
}
