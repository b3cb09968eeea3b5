import { useEffect, useState } from 'react'
import { Kbd } from './Kbd.tsx'
import styles from './Tooltip.module.css'
import type { TooltipSide } from './Tooltip.tsx'

const DELAY_MS = 450
const GAP = 6

type Shown = { element: HTMLElement; text: string; keys: string | undefined; side: TooltipSide }

const isSide = (text: string | undefined): text is TooltipSide =>
  text === 'top' || text === 'right' || text === 'bottom' || text === 'left'

const tipOf = (target: EventTarget | null): Shown | null => {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
  const { tip, tipKeys, tipSide } = element?.dataset ?? {}
  return element && tip
    ? { element, text: tip, keys: tipKeys, side: isSide(tipSide) ? tipSide : 'bottom' }
    : null
}

const opposite: Record<TooltipSide, TooltipSide> = {
  top: 'bottom',
  bottom: 'top',
  left: 'right',
  right: 'left',
}

/** The corner where a box of this size stands beside an element, inside the window. */
const placeOf = (element: Element, box: DOMRect, wanted: TooltipSide): { x: number; y: number } => {
  const own = element.getBoundingClientRect()
  const at = (side: TooltipSide): { x: number; y: number } => {
    const middle = { x: own.left + (own.width - box.width) / 2, y: own.top + (own.height - box.height) / 2 }
    return {
      top: { x: middle.x, y: own.top - box.height - GAP },
      bottom: { x: middle.x, y: own.bottom + GAP },
      left: { x: own.left - box.width - GAP, y: middle.y },
      right: { x: own.right + GAP, y: middle.y },
    }[side]
  }
  const fits = ({ x, y }: { x: number; y: number }): boolean =>
    x >= 0 && y >= 0 && x + box.width <= window.innerWidth && y + box.height <= window.innerHeight
  const place = fits(at(wanted)) || !fits(at(opposite[wanted])) ? at(wanted) : at(opposite[wanted])
  return {
    x: Math.min(Math.max(place.x, 8), window.innerWidth - box.width - 8),
    y: Math.min(Math.max(place.y, 8), window.innerHeight - box.height - 8),
  }
}

/** Shows the tooltip of whatever has the pointer or the keyboard: once in the app. */
export const TooltipLayer = () => {
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let current: HTMLElement | null = null
    const hide = (): void => {
      clearTimeout(timer)
      current = null
      setShown(null)
    }
    const offer = (event: Event, delay: number): void => {
      const tip = tipOf(event.target)
      if (tip?.element === current) return
      hide()
      if (!tip) return
      current = tip.element
      timer = setTimeout(() => setShown(tip), delay)
    }
    const onOver = (event: Event): void => offer(event, DELAY_MS)
    const onFocus = (event: Event): void => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) offer(event, 0)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', onOver)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  if (!shown) return null
  return (
    <div
      key={shown.text}
      role="tooltip"
      className={styles.tip}
      ref={box => {
        if (!box) return
        const { x, y } = placeOf(shown.element, box.getBoundingClientRect(), shown.side)
        box.style.translate = `${Math.round(x)}px ${Math.round(y)}px`
      }}
    >
      {shown.text}
      {shown.keys && <Kbd inverse>{shown.keys}</Kbd>}
    </div>
  )
}
