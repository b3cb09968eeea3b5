import { cloneElement, type ReactElement } from 'react'

/** Where a tooltip stands beside its element. */
export type TooltipSide = 'top' | 'right' | 'bottom' | 'left'

type TipProps = {
  'aria-label'?: string
  'aria-description'?: string
  'data-tip'?: string
  'data-tip-keys'?: string | undefined
  'data-tip-side'?: TooltipSide
}

/** What a tooltip says, its keys, and the element that it belongs to. */
export type TooltipProps = {
  text: string
  keys?: string | undefined
  side?: TooltipSide
  children: ReactElement<TipProps>
}

/**
 * A short explanation on hover and keyboard focus; never the only name of a control. One layer shows the tooltips of
 * the whole app: the element only carries what it says.
 */
export const Tooltip = ({ text, keys, side = 'bottom', children }: TooltipProps) =>
  cloneElement(children, {
    ...(children.props['aria-label'] !== text && { 'aria-description': text }),
    'data-tip': text,
    'data-tip-keys': keys,
    'data-tip-side': side,
  })
