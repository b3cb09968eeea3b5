import { Download, GraduationCap, Moon, Play, Redo2, Search, Sun, Undo2 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { recordedOn } from './analysis/recorded-on.ts'
import { useRunControl } from './analysis/run-control.ts'
import type { Command } from './commands/command.ts'
import { learn } from './commands/learn.ts'
import { openPalette } from './commands/open-palette.ts'
import { openStart } from './commands/open-start.ts'
import { redo } from './commands/redo.ts'
import { runFlow } from './commands/run-flow.ts'
import { saveFile } from './commands/save-file.ts'
import { switchTheme } from './commands/toggle-theme.ts'
import { undo } from './commands/undo.ts'
import { useDocument } from './document/document-store.ts'
import { FlowName } from './FlowName.tsx'
import { Mark } from './Mark.tsx'
import { SavedState } from './SavedState.tsx'
import styles from './TopBar.module.css'
import { Button } from './ui/Button.tsx'
import { classNames } from './ui/class-names.ts'
import { IconButton } from './ui/IconButton.tsx'
import { Kbd } from './ui/Kbd.tsx'
import { Tooltip } from './ui/Tooltip.tsx'
import { useTheme } from './ui/theme.ts'

const ScenarioPicker = lazy(async () => ({ default: (await import('./ScenarioPicker.tsx')).ScenarioPicker }))

const History = ({
  command,
  label,
  icon,
}: {
  command: Command
  label: string | undefined
  icon: typeof Undo2
}) => (
  <IconButton
    icon={icon}
    label={label ? `${command.label}: ${label}` : command.label}
    aria-label={command.label}
    keys={command.keys?.[0] ?? ''}
    disabled={label === undefined}
    onClick={() => command.perform()}
  />
)

const modes = {
  simulator: {
    name: 'Simulator',
    note: 'no real money',
    help: 'Runs are answered by the built-in simulator. No real money moves.',
  },
  sandbox: {
    name: 'Stripe sandbox',
    note: 'test money',
    help: 'Runs are answered by your Stripe sandbox. Only test money moves.',
  },
}

const Mode = () => {
  const mode = useRunControl(control => modes[control.mode])
  const recorded = useRunControl(control => control.recorded)
  if (recorded !== null)
    return (
      <Tooltip text="Played as it was recorded: nothing is called.">
        <span className={classNames(styles.mode, styles.recorded)}>{recordedOn(recorded)}</span>
      </Tooltip>
    )
  return (
    <Tooltip text={mode.help}>
      <span className={styles.mode}>
        {mode.name} <span className={styles.wide}>{mode.note}</span>
      </span>
    </Tooltip>
  )
}

const Run = () => {
  const status = useRunControl(control => control.status)
  const reason = useRunControl(control => control.reason)
  const busy = status === 'starting' || status === 'running'
  const ready = status === 'ready'
  return (
    <Tooltip text={ready ? 'Run this scenario' : reason} keys={ready ? (runFlow.keys?.[0] ?? '') : undefined}>
      <span className={styles.run}>
        <Button variant="primary" icon={Play} disabled={!ready} onClick={() => runFlow.perform()}>
          {busy ? 'Running…' : 'Run'}
        </Button>
      </span>
    </Tooltip>
  )
}

/** What stands above everything: which flow, its state, and what to do with it. */
export const TopBar = () => {
  const past = useDocument(state => (state.access === 'editing' ? state.log.past.at(-1)?.label : undefined))
  const future = useDocument(state =>
    state.access === 'editing' ? state.log.future.at(-1)?.label : undefined,
  )
  const theme = useTheme()
  return (
    <header className={styles.bar}>
      <Tooltip text={openStart.label} keys={openStart.keys?.[0]}>
        <button
          type="button"
          className={styles.brand}
          aria-label="Sluice: new or open"
          onClick={() => openStart.perform()}
        >
          <Mark />
          <span className={styles.word}>Sluice</span>
        </button>
      </Tooltip>
      <div className={styles.name}>
        <FlowName />
        <SavedState />
      </div>
      <History command={undo} label={past} icon={Undo2} />
      <History command={redo} label={future} icon={Redo2} />
      <i className={styles.line} />
      <Button
        variant="quiet"
        icon={Search}
        aria-label={`${openPalette.label} Ctrl K`}
        onClick={() => openPalette.perform()}
      >
        <span className={styles.wide}>{openPalette.label}</span> <Kbd>Ctrl K</Kbd>
      </Button>
      <span className={styles.grow} />
      <Mode />
      <Suspense>
        <ScenarioPicker />
      </Suspense>
      <Run />
      <i className={styles.line} />
      <IconButton
        icon={Download}
        label={saveFile.label}
        keys={saveFile.keys?.[0] ?? ''}
        onClick={() => saveFile.perform()}
      />
      <IconButton
        icon={GraduationCap}
        label={learn.label}
        keys={learn.keys?.[0] ?? ''}
        onClick={() => learn.perform()}
      />
      <IconButton
        icon={theme === 'dark' ? Sun : Moon}
        label={theme === 'dark' ? 'Use light colours' : 'Use dark colours'}
        onClick={() => switchTheme.perform()}
      />
    </header>
  )
}
