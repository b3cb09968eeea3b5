import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const CARD = 'card-'

/** React Flow draws what is new some frames after it was told. */
const FRAMES = 20

/** The id of a card's element in the page. */
export const cardElement = (id: string): string => `${CARD}${id}`

/**
 * Keeps the keyboard where it is when the element that has it goes: a card that leaves the screen is replaced by its
 * entry in the outline, and the other way round. `place` names the element that stands for the block now.
 */
export const useKeptFocus = (frame: RefObject<HTMLElement | null>, place: string | null): void => {
  const inside = useRef(false)
  useEffect(() => {
    const element = frame.current
    const enter = (): void => {
      inside.current = true
    }
    const leave = ({ target, relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Node) inside.current = element?.contains(relatedTarget) === true
      else
        queueMicrotask(() => {
          // An element that was taken away did not give the keyboard to another one.
          if (target instanceof Node && target.isConnected) inside.current = false
        })
    }
    element?.addEventListener('focusin', enter)
    element?.addEventListener('focusout', leave)
    return () => {
      element?.removeEventListener('focusin', enter)
      element?.removeEventListener('focusout', leave)
    }
  }, [frame])
  useLayoutEffect(() => {
    if (!place) return undefined
    let waiting = 0
    const move = (frames: number): void => {
      const active = document.activeElement
      if (!inside.current || active?.id === place) return
      const idle = !active || active === document.body || active.id.startsWith(CARD)
      if (!idle) return
      document.getElementById(place)?.focus({ preventScroll: true })
      if (document.activeElement?.id !== place && frames > 0)
        waiting = requestAnimationFrame(() => move(frames - 1))
    }
    move(FRAMES)
    return () => cancelAnimationFrame(waiting)
  }, [place])
}
