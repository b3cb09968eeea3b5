import { documentStore } from '../document/document-store.ts'
import { type AnalysisPort, type Analyst, startAnalyst } from './analyst.ts'
import type { FromWorker } from './messages.ts'
import { publishResults } from './publish-results.ts'

const openPort = (): AnalysisPort & { close(): void } => {
  const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), {
    type: 'module',
    name: 'analysis',
  })
  return {
    post: message => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no other window
      worker.postMessage(message)
    },
    onAnswer: hear =>
      worker.addEventListener('message', (event: MessageEvent<FromWorker>) => hear(event.data)),
    onFailure: hear =>
      worker.addEventListener('error', event => hear(event.message || 'The worker could not be loaded')),
    close: () => worker.terminate(),
  }
}

/** Starts checking, compiling and forecasting this tab's document beside the page. Call `stop` to end it. */
export const startAnalysis = (): Analyst => {
  const port = openPort()
  const stopPublishing = publishResults(documentStore)
  const analyst = startAnalyst({
    documents: documentStore,
    port,
    soon: work => requestAnimationFrame(work),
    today: () => new Date().toISOString().slice(0, 10),
  })
  return {
    ...analyst,
    stop: () => {
      analyst.stop()
      stopPublishing()
      port.close()
    },
  }
}
