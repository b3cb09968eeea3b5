import { Download } from 'lucide-react'
import { serialise } from '#shared/flow/serialise.ts'
import { documentStore } from '../document/document-store.ts'
import { downloadJson, fileName } from '../ui/download.ts'
import type { Command } from './command.ts'

/** Saves the flow as a file that the command line and version control understand. */
export const saveFile: Command = {
  id: 'save-file',
  label: 'Download as a file',
  group: 'Flow',
  icon: Download,
  keys: ['Ctrl S'],
  words: 'save export json',
  whileTyping: true,
  perform: () => {
    const { document: flow } = documentStore.use.getState()
    downloadJson(fileName(flow.name, 'flow'), serialise(flow))
  },
}
