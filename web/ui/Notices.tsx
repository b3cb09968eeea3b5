import { Toaster, toast } from 'sonner'
import styles from './Notices.module.css'
import { useTheme } from './theme.ts'
import type { Notice } from './toast.tsx'

/** Shows a notice. */
export const show = ({ id, title, detail, action, tone = 'plain' }: Notice): void => {
  const options = {
    ...(id !== undefined && { id }),
    ...(detail !== undefined && { description: detail }),
    ...(action && { action: { label: action.label, onClick: action.perform } }),
    ...(tone === 'error' && { duration: Number.POSITIVE_INFINITY, closeButton: true }),
  }
  if (tone === 'error') toast.error(title, options)
  else toast(title, options)
}

/** The notices on screen. */
export const Notices = () => (
  <Toaster
    theme={useTheme()}
    position="bottom-center"
    gap={8}
    icons={{ error: null, success: null, info: null, warning: null }}
    toastOptions={{
      unstyled: true,
      classNames: {
        toast: styles.toast ?? '',
        title: styles.title ?? '',
        description: styles.detail ?? '',
        actionButton: styles.action ?? '',
        closeButton: styles.close ?? '',
        error: styles.error ?? '',
      },
    }}
  />
)
