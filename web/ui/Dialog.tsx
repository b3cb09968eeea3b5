import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

/** A dialog in front of everything; Escape and a click beside it close it. */
export type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  wide?: boolean
  /** Buttons at the foot, the one that acts last. */
  actions?: ReactNode
  children?: ReactNode
}

/** The first field has the keyboard, else the dialog itself: on its close button the tooltip would take Escape. */
const focusFirst = (event: Event): void => {
  if (!(event.target instanceof HTMLElement)) return
  event.preventDefault()
  const first = event.target.querySelector<HTMLElement>('input:not([type=file]), textarea, [data-autofocus]')
  ;(first ?? event.target).focus()
}

/** A dialog with a title, a sentence, content and actions. */
export const Dialog = ({
  open,
  onClose,
  title,
  description,
  wide = false,
  actions,
  children,
}: DialogProps) => (
  <Radix.Root open={open} onOpenChange={next => !next && onClose()}>
    <Radix.Portal>
      <Radix.Overlay className={styles.scrim} />
      <Radix.Content
        className={classNames(styles.dialog, wide && styles.wide)}
        {...(!description && { 'aria-describedby': undefined })}
        onOpenAutoFocus={event => focusFirst(event)}
      >
        <header className={styles.head}>
          <Radix.Title className={styles.title}>{title}</Radix.Title>
          <IconButton icon={X} label="Close" keys="Esc" size="small" onClick={onClose} />
        </header>
        {description && <Radix.Description className={styles.description}>{description}</Radix.Description>}
        <div className={styles.body}>{children}</div>
        {actions && <footer className={styles.actions}>{actions}</footer>}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
