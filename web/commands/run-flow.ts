import { Play } from 'lucide-react'
import { useRunControl } from '../analysis/run-control.ts'
import { openTab } from '../view/view-store.ts'
import type { Command } from './command.ts'

/** Runs the flow against the simulator, or a Stripe sandbox. */
export const runFlow: Command = {
  id: 'run',
  label: 'Run',
  group: 'Flow',
  icon: Play,
  keys: ['Ctrl Enter'],
  words: 'execute start test',
  whileTyping: true,
  enabled: () => useRunControl.getState().status === 'ready',
  perform: () => {
    openTab('runs')
    useRunControl.getState().start()
  },
}
