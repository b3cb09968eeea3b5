import { ListVideo } from 'lucide-react'
import { useRunControl } from '../analysis/run-control.ts'
import { openTab, useView } from '../view/view-store.ts'
import type { Command } from './command.ts'
import { hasBlocks } from './selection.ts'

/** Runs the selected blocks with what they need, and nothing else. */
export const runSelection: Command = {
  id: 'run-selection',
  label: 'Run selection',
  group: 'Flow',
  icon: ListVideo,
  keys: ['Ctrl Shift Enter'],
  words: 'execute part partial blocks depends test',
  enabled: () => hasBlocks() && useRunControl.getState().status === 'ready',
  perform: () => {
    openTab('runs')
    useRunControl.getState().start({ blocks: [...useView.getState().selection] })
  },
}
