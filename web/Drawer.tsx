import { ChevronDown, ChevronUp, Pin, PinOff } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useResults } from './analysis/results.ts'
import { toggleDrawer } from './commands/toggle-drawer.ts'
import styles from './Drawer.module.css'
import { PlanCount } from './plan/PlanCount.tsx'
import { Badge } from './ui/Badge.tsx'
import { IconButton } from './ui/IconButton.tsx'
import { type Tab, Tabs } from './ui/Tabs.tsx'
import { type DrawerTab, openTab, useView } from './view/view-store.ts'

const ForecastPanel = lazy(async () => ({
  default: (await import('./forecast/ForecastPanel.tsx')).ForecastPanel,
}))

const PlanPanel = lazy(async () => ({ default: (await import('./plan/PlanPanel.tsx')).PlanPanel }))

const ProblemsPanel = lazy(async () => ({
  default: (await import('./problems/ProblemsPanel.tsx')).ProblemsPanel,
}))

const RunActions = lazy(async () => ({ default: (await import('./runs/RunActions.tsx')).RunActions }))
const RunCount = lazy(async () => ({ default: (await import('./runs/RunCount.tsx')).RunCount }))
const RunsPanel = lazy(async () => ({ default: (await import('./runs/RunsPanel.tsx')).RunsPanel }))

/** The worst severity with its count, or a tick. */
export const ProblemCount = () => {
  const { errors, warnings, advice } = useResults(results => results.counts)
  if (errors > 0) return <Badge tone="error">{errors}</Badge>
  if (warnings > 0) return <Badge tone="warning">{warnings}</Badge>
  return advice > 0 ? <Badge tone="advice">{advice}</Badge> : null
}

const panel = (content: ReactNode): ReactNode => <Suspense>{content}</Suspense>

const tabs: Record<DrawerTab, Tab<DrawerTab>> = {
  problems: { id: 'problems', title: 'Problems', extra: <ProblemCount />, content: panel(<ProblemsPanel />) },
  plan: { id: 'plan', title: 'Plan', extra: <PlanCount />, content: panel(<PlanPanel />) },
  forecast: { id: 'forecast', title: 'Forecast', content: panel(<ForecastPanel />) },
  runs: { id: 'runs', title: 'Runs', extra: panel(<RunCount />), content: panel(<RunsPanel />) },
}

const beside: readonly Tab<DrawerTab>[] = [tabs.plan, tabs.forecast, tabs.runs]
const all: readonly Tab<DrawerTab>[] = [tabs.problems, ...beside]

const setPinned = (problemsPinned: boolean): void => {
  const { tab } = useView.getState()
  useView.setState({ problemsPinned, ...(problemsPinned && tab === 'problems' ? { tab: 'forecast' } : {}) })
}

const Pinned = () => {
  const { errors, warnings, advice } = useResults(results => results.counts)
  const parts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
    ...(advice > 0 ? [`${advice} advice`] : []),
  ]
  return (
    <div className={styles.pinned}>
      <header className={styles.head}>
        Problems <span className={styles.counts}>{parts.join(', ')}</span>
        <IconButton
          icon={PinOff}
          label="Unpin: show problems as a tab"
          side="top"
          size="small"
          onClick={() => setPinned(false)}
        />
      </header>
      <div className={styles.content}>{panel(<ProblemsPanel />)}</div>
    </div>
  )
}

/** What stands at the right end of the tabs: what can be done with the shown run, the pin, the arrow that hides all. */
const Trailing = ({ tab, pinnable }: { tab: DrawerTab; pinnable: boolean }) => {
  const open = useView(view => view.drawerOpen)
  return (
    <>
      {tab === 'runs' && open && panel(<RunActions />)}
      {pinnable && (
        <IconButton
          icon={Pin}
          label="Pin problems beside the other tabs"
          side="top"
          size="small"
          onClick={() => setPinned(true)}
        />
      )}
      <IconButton
        icon={open ? ChevronDown : ChevronUp}
        label={open ? 'Hide the results' : 'Show the results'}
        keys={toggleDrawer.keys?.[0] ?? ''}
        side="top"
        size="small"
        onClick={() => toggleDrawer.perform()}
      />
    </>
  )
}

/** What is under the canvas: problems, plan, forecast, runs. From 1600 px problems may stand beside the others. */
export const Drawer = ({ wide }: { wide: boolean }) => {
  const tab = useView(view => view.tab)
  const open = useView(view => view.drawerOpen)
  const pinned = useView(view => view.problemsPinned) && wide
  const shown = pinned ? beside : all
  const value = shown.some(each => each.id === tab) ? tab : 'forecast'
  return (
    <div className={styles.drawer} data-open={open}>
      <div className={styles.main}>
        <Tabs
          label="Results"
          tabs={shown}
          value={value}
          onChange={openTab}
          trailing={<Trailing tab={value} pinnable={wide && !pinned} />}
        />
      </div>
      {pinned && <Pinned />}
    </div>
  )
}
