import { createAnalysisHost } from './analysis-host.ts'
import type { ToWorker } from './messages.ts'

const answer = createAnalysisHost()

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener, its page
  self.postMessage(answer(event.data))
})
