import { useEffect } from 'react'
import { copySelection, cutSelection, pasteText } from './commands/clipboard.ts'
import { holdsClip } from './document/clipboard.ts'

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

const hasTextSelected = (): boolean => window.getSelection()?.toString() !== ''

/** Copies, cuts and pastes blocks with the browser's own clipboard events, which need no permission. */
export const useClipboard = (): void => {
  useEffect(() => {
    const put = (event: ClipboardEvent, take: () => string | null): void => {
      if (inText(event.target) || hasTextSelected()) return
      const text = take()
      if (text === null) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
    }
    const onCopy = (event: ClipboardEvent): void => put(event, copySelection)
    const onCut = (event: ClipboardEvent): void => put(event, cutSelection)
    const onPaste = (event: ClipboardEvent): void => {
      if (inText(event.target)) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (!holdsClip(text)) return
      event.preventDefault()
      void pasteText(text)
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCut)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCut)
      document.removeEventListener('paste', onPaste)
    }
  }, [])
}
