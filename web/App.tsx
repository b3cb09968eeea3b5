import { lazy, Suspense, useEffect } from 'react'
import styles from './App.module.css'
import { FlowCanvas } from './canvas/FlowCanvas.tsx'
import { Drawer } from './Drawer.tsx'
import { Palette } from './palette/Palette.tsx'
import { TopBar } from './TopBar.tsx'
import { Toaster } from './ui/toast.tsx'
import { useClipboard } from './use-clipboard.ts'
import { useCommandKeys } from './use-command-keys.ts'
import { useServerNotices } from './use-server-notices.ts'
import { useStorageNotices } from './use-storage-notices.ts'
import { useRoom } from './use-width.ts'
import { useView } from './view/view-store.ts'
import { Workspace } from './Workspace.tsx'

const Elsewhere = lazy(async () => ({ default: (await import('./Elsewhere.tsx')).Elsewhere }))
const InspectorPanel = lazy(async () => ({
  default: (await import('./inspector/InspectorPanel.tsx')).InspectorPanel,
}))
const Dialogs = lazy(async () => ({ default: (await import('./Dialogs.tsx')).Dialogs }))
const ReplayBar = lazy(async () => ({ default: (await import('./runs/ReplayBar.tsx')).ReplayBar }))
const RunNews = lazy(async () => ({ default: (await import('./runs/RunNews.tsx')).RunNews }))
const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette.tsx')).CommandPalette }))
const Knowledge = lazy(async () => ({
  default: (await import('./knowledge/KnowledgePanel.tsx')).KnowledgePanel,
}))
const TooltipLayer = lazy(async () => ({ default: (await import('./ui/TooltipLayer.tsx')).TooltipLayer }))
const Shortcuts = lazy(async () => ({ default: (await import('./Shortcuts.tsx')).Shortcuts }))

const StartPage = lazy(async () => ({ default: (await import('./StartPage.tsx')).StartPage }))

const Overlays = () => {
  const overlay = useView(view => view.overlay)
  return (
    <Suspense>
      {overlay === 'commands' && <CommandPalette />}
      {overlay === 'shortcuts' && <Shortcuts />}
      {overlay === 'start' && <StartPage />}
      {overlay === 'knowledge' && <Knowledge />}
    </Suspense>
  )
}

const Inspector = ({ over, always }: { over: boolean; always: boolean }) => {
  const open = useView(view => view.inspectorOpen)
  const something = useView(view => view.selection.size > 0)
  if (!open || (!always && !something)) return null
  return (
    <div className={over ? styles.inspectorOver : styles.inspector}>
      <Suspense>
        <InspectorPanel />
      </Suspense>
    </div>
  )
}

/** The editor: top bar, palette, canvas with the drawer under it, inspector. */
export const App = () => {
  useCommandKeys()
  useClipboard()
  useStorageNotices()
  useServerNotices()
  const room = useRoom()
  const narrow = room === 'narrow'
  // Where there is little room the canvas gets it; the results open when they are asked for.
  useEffect(() => useView.setState({ drawerOpen: !narrow }), [narrow])
  return (
    <>
      <div className={styles.app}>
        <TopBar />
        <div className={styles.body}>
          <Palette folded={room !== 'wide'} />
          <Workspace
            canvas={<FlowCanvas />}
            over={
              <Suspense>
                <Elsewhere />
                <ReplayBar floating />
                <RunNews />
              </Suspense>
            }
            inspector={<Inspector over={narrow} always={room === 'wide'} />}
            drawer={<Drawer wide={room === 'wide'} />}
            room={room}
          />
        </div>
      </div>
      <Overlays />
      <Suspense>
        <Dialogs />
        <TooltipLayer />
      </Suspense>
      <Toaster />
    </>
  )
}
