import 'virtual:tokens.css'
import '@fontsource/ibm-plex-mono/latin-400.css'
import './ui/fonts.css'
import './ui/base.css'
import './ui/forced-colors.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { Broken } from './Broken.tsx'
import { loadNotices } from './ui/toast.tsx'
import { useView } from './view/view-store.ts'

/** Analysis and runs hear which scenario is chosen. */
const followScenario = (setScenario: (id: string | null) => void): void => {
  useView.subscribe((view, before) => {
    if (view.scenario !== before.scenario) setScenario(view.scenario)
  })
}

/** Opens the flow while the page is being drawn: storage is not part of what has to be loaded first. */
const open = async (): Promise<void> => {
  const { openFlow } = await import('./document/open-flow.ts')
  await openFlow()
}

/** How long after the start the rest of the app is fetched, in milliseconds: never while the page is still coming up. */
const LATER_MS = 2000

/** What works beside the page comes after it: first the checks, then what the server knows. */
const startRest = async (): Promise<void> => {
  const { startAnalysis } = await import('./analysis/start-analysis.ts')
  const analyst = startAnalysis()
  followScenario(id => analyst.setScenario(id))
  const [{ runSession, startRuns }] = await Promise.all([import('./analysis/start-runs.ts'), loadNotices()])
  startRuns()
  followScenario(id => runSession.setScenario(id))
  if (!import.meta.env.PROD) return
  const { fetchLater } = await import('./fetch-later.ts')
  // A server that is gone already: what is missing is missed when it is needed.
  window.setTimeout(() => void fetchLater().catch(() => {}), LATER_MS)
}

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no element “app”')
void open()
createRoot(root).render(
  <StrictMode>
    <Broken>
      <App />
    </Broken>
  </StrictMode>,
)
void startRest()
