import { create } from 'zustand'

const key = 'sluice.help'

const remembered = (): boolean => {
  try {
    return localStorage.getItem(key) !== 'off'
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    return true // Storage is forbidden: help is shown.
  }
}

/** Whether the sentences under the fields are shown. */
export const useHelp = create<{ readonly shown: boolean }>(() => ({ shown: remembered() }))

/** Shows or hides the sentences under the fields, and remembers it on this machine. */
export const toggleHelp = (): void => {
  const shown = !useHelp.getState().shown
  useHelp.setState({ shown })
  try {
    localStorage.setItem(key, shown ? 'on' : 'off')
  } catch (error) {
    if (!(error instanceof DOMException)) throw error // Storage is forbidden: the choice lasts until reload.
  }
}
