import { check } from './check.ts'
import type { Command } from './command.ts'
import { drift } from './drift.ts'
import { explain } from './explain.ts'
import { forecast } from './forecast.ts'
import { newFlow } from './new.ts'
import { plan } from './plan.ts'
import { run } from './run.ts'
import { simulator } from './simulator.ts'
import { start } from './start.ts'
import { templates } from './templates.ts'

/** Every command of `sluice`, in the order of its help. */
export const commands: readonly Command[] = [
  start,
  newFlow,
  templates,
  check,
  explain,
  plan,
  forecast,
  run,
  drift,
  simulator,
]
