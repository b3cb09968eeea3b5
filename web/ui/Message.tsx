import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Message.module.css'

/** Something a person has to know: what happened, what it means, one action. */
export type MessageProps = { icon: LucideIcon; title: string; detail?: ReactNode; action?: ReactNode }

/** A framed message inside a panel or over the canvas. */
export const Message = ({ icon: Icon, title, detail, action }: MessageProps) => (
  <div className={styles.message} role="status">
    <Icon aria-hidden className={styles.icon} />
    <div className={styles.words}>
      <b className={styles.title}>{title}</b>
      {detail && <p className={styles.detail}>{detail}</p>}
    </div>
    {action && <div className={styles.action}>{action}</div>}
  </div>
)

/** What a panel shows when it has nothing: what would be here, and how to get it. */
export const Empty = ({
  title,
  detail,
  action,
}: {
  title: string
  detail?: ReactNode
  action?: ReactNode
}) => (
  <div className={styles.empty}>
    <b className={styles.title}>{title}</b>
    {detail && <p className={styles.detail}>{detail}</p>}
    {action && <div className={styles.emptyAction}>{action}</div>}
  </div>
)
