import { createElement } from 'react'
import type { Family } from '#shared/scene/tokens.ts'
import { classNames } from './class-names.ts'
import { iconNamed } from './icons.ts'
import styles from './Tile.module.css'

/** An icon on the ground of its family: the only place where family colours stand. */
export const Tile = ({ icon, family, large = false }: { icon: string; family: Family; large?: boolean }) => (
  <span data-family={family} className={classNames(styles.tile, large && styles.large)}>
    {createElement(iconNamed(icon), { 'aria-hidden': true, className: styles.icon ?? '' })}
  </span>
)
