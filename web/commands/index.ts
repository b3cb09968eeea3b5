import { addBlock } from './add-block.ts'
import type { Command } from './command.ts'
import { copy } from './copy.ts'
import { cut } from './cut.ts'
import { deleteSelection } from './delete-selection.ts'
import { duplicate } from './duplicate.ts'
import { fit } from './fit.ts'
import { focusCanvas } from './focus-canvas.ts'
import { learn } from './learn.ts'
import { nextProblem } from './next-problem.ts'
import { openPalette } from './open-palette.ts'
import { openStart } from './open-start.ts'
import { paste } from './paste.ts'
import { previousProblem } from './previous-problem.ts'
import { redo } from './redo.ts'
import { runFlow } from './run-flow.ts'
import { runSelection } from './run-selection.ts'
import { saveFile } from './save-file.ts'
import { saveRecording } from './save-recording.ts'
import { selectAll } from './select-all.ts'
import { showShortcuts } from './show-shortcuts.ts'
import { tidy } from './tidy.ts'
import { toggleDisabled } from './toggle-disabled.ts'
import { toggleDrawer } from './toggle-drawer.ts'
import { toggleInspector } from './toggle-inspector.ts'
import { togglePinned } from './toggle-pinned.ts'
import { switchTheme } from './toggle-theme.ts'
import { undo } from './undo.ts'
import { zoomIn } from './zoom-in.ts'
import { zoomOut } from './zoom-out.ts'

/** Every command, in the order of menus and of the sheet of shortcuts. */
export const commands: readonly Command[] = [
  runFlow,
  runSelection,
  openStart,
  saveFile,
  saveRecording,
  undo,
  redo,
  cut,
  copy,
  paste,
  duplicate,
  deleteSelection,
  selectAll,
  addBlock,
  toggleDisabled,
  togglePinned,
  tidy,
  fit,
  zoomIn,
  zoomOut,
  focusCanvas,
  nextProblem,
  previousProblem,
  toggleDrawer,
  toggleInspector,
  switchTheme,
  openPalette,
  learn,
  showShortcuts,
]
