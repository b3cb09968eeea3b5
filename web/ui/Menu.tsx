import type { LucideIcon } from 'lucide-react'
import { DropdownMenu as RadixDropdown } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'
import styles from './Menu.module.css'

/** One line of a menu, or a rule between groups of them. */
export type MenuItem =
  | { kind: 'separator'; id: string }
  | {
      kind: 'item'
      id: string
      label: string
      keys?: string | undefined
      icon?: LucideIcon | undefined
      disabled?: boolean
      danger?: boolean
      onSelect: () => void
    }

const row = (item: Extract<MenuItem, { kind: 'item' }>) => (
  <>
    <span className={styles.icon}>{item.icon && <item.icon aria-hidden />}</span>
    <span className={styles.label}>{item.label}</span>
    {item.keys && <Kbd>{item.keys}</Kbd>}
  </>
)

const rows = (items: readonly MenuItem[]) =>
  items.map(item =>
    item.kind === 'separator' ? (
      <RadixDropdown.Separator key={item.id} className={styles.separator} />
    ) : (
      <RadixDropdown.Item
        key={item.id}
        className={styles.item}
        disabled={item.disabled ?? false}
        data-danger={item.danger || undefined}
        onSelect={item.onSelect}
      >
        {row(item)}
      </RadixDropdown.Item>
    ),
  )

/** Menus stand inside the page's main part, so that none is outside of every landmark. */
const inPage = (): HTMLElement | null => document.querySelector('main')

/** A menu under a button. */
export const Menu = ({
  trigger,
  items,
  align = 'start',
}: {
  trigger: ReactNode
  items: readonly MenuItem[]
  align?: 'start' | 'end'
}) => (
  <RadixDropdown.Root>
    <RadixDropdown.Trigger asChild>{trigger}</RadixDropdown.Trigger>
    <RadixDropdown.Portal container={inPage()}>
      <RadixDropdown.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
        {rows(items)}
      </RadixDropdown.Content>
    </RadixDropdown.Portal>
  </RadixDropdown.Root>
)

/** A menu at a point of the window. Whoever opened it says where the keyboard goes when it closes. */
export const MenuAt = ({
  at,
  label,
  items,
  onClose,
}: {
  at: { readonly x: number; readonly y: number }
  label: string
  items: readonly MenuItem[]
  onClose: () => void
}) => (
  <RadixDropdown.Root open modal={false} onOpenChange={open => !open && onClose()}>
    <RadixDropdown.Trigger asChild>
      <span
        className={styles.point}
        style={{ left: at.x, top: at.y }}
        aria-expanded={undefined}
        aria-haspopup={undefined}
        aria-controls={undefined}
      />
    </RadixDropdown.Trigger>
    <RadixDropdown.Portal container={inPage()}>
      <RadixDropdown.Content
        className={styles.menu}
        aria-label={label}
        align="start"
        sideOffset={2}
        collisionPadding={8}
        onCloseAutoFocus={event => event.preventDefault()}
      >
        {rows(items)}
      </RadixDropdown.Content>
    </RadixDropdown.Portal>
  </RadixDropdown.Root>
)
