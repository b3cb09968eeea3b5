/**
 * Who may import whom. An area is a folder; its line lists the areas that its files may import beside
 * their own. `#` is a folder of `shared`. This is the import table of the house style.
 */
const money = ['#facts'] as const
const flow = ['#money', ...money] as const
const blocks = ['#flow', ...flow] as const
const check = ['#blocks', ...blocks] as const
const plan = ['#check', ...check] as const
const lifecycles = ['#plan', ...plan] as const
const forecast = ['#lifecycles', ...lifecycles] as const
const run = ['#forecast', ...forecast] as const
const core = ['#run', ...run] as const
const shared = [...core, '#rules', '#scene', '#templates', '#exporters', '#api', '#knowledge'] as const

/** What every panel of the editor may use; panels never import each other. */
const panel = ['web/document', 'web/analysis', 'web/view', 'web/api', 'web/commands', 'web/ui', ...shared]

/** Areas of which each may import the listed ones and itself. A folder without a line fails the test. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  '#facts': [],
  '#money': money,
  '#flow': flow,
  '#blocks': blocks,
  '#check': check,
  '#rules': plan,
  '#plan': plan,
  '#lifecycles': lifecycles,
  '#forecast': forecast,
  '#run': run,
  '#scene': check,
  '#templates': check,
  '#knowledge': [...blocks, '#blocks', '#scene'],
  '#exporters': [...forecast, '#forecast', '#scene'],
  '#api': [...core, '#scene', '#templates'],

  'web/document': ['web/api', ...shared],
  'web/analysis': ['web/document', 'web/api', ...shared],
  'web/view': ['web/document', 'web/analysis', ...shared],
  'web/api': shared,
  'web/ui': ['#scene/tokens.ts'],
  'web/commands': panel,
  'web/canvas': panel,
  'web/palette': panel,
  'web/inspector': panel,
  'web/problems': panel,
  'web/forecast': panel,
  'web/plan': panel,
  'web/runs': panel,
  'web/knowledge': panel,
  'web/export': panel,
  'web/*': ['web', ...shared],

  'server/simulator': ['#facts'],
  'server/main.ts': ['server', 'server/simulator', ...shared],
  'server/cli': ['server', 'server/simulator', ...shared],
  server: ['server', ...shared],

  e2e: ['#templates'],
  tools: ['server', 'server/simulator', 'e2e', ...shared],
  bin: ['tools'],
}

/** Files that re-export or collect what their folder holds: the registries. */
export const registries =
  /^(shared\/(blocks|exporters|lifecycles|templates|rules(\/[a-z-]+)?|knowledge\/(guides|machines))|web\/commands|server\/cli)\/index\.ts$/
