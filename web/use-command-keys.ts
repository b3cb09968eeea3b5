import { useEffect } from 'react'
import { commands } from './commands/index.ts'
import { commandFor } from './commands/keys.ts'
import { useView } from './view/view-store.ts'

/** Performs commands by their keys, except while a dialog is open. */
export const useCommandKeys = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const { overlay } = useView.getState()
      const command = commandFor(commands, event)
      if (!command || (overlay && command.id !== overlay)) return
      event.preventDefault()
      command.perform()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
