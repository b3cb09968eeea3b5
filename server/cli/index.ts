import type { Command } from './command.ts'

/** Every command of `sluice` by its name, in the order of its help. Only what is typed is loaded. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  new: async () => (await import('./new.ts')).newFlow,
  templates: async () => (await import('./templates.ts')).templates,
  check: async () => (await import('./check.ts')).check,
  explain: async () => (await import('./explain.ts')).explain,
  plan: async () => (await import('./plan.ts')).plan,
  forecast: async () => (await import('./forecast.ts')).forecast,
  run: async () => (await import('./run.ts')).run,
  drift: async () => (await import('./drift.ts')).drift,
  simulator: async () => (await import('./simulator.ts')).simulator,
}
