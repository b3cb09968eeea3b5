import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { architectureFaults } from './architecture/check-imports.ts'
import { readSource } from './architecture/source-file.ts'

const root = join(import.meta.dirname, '..')

function sourcesIn(folder: string) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(path => join(folder, path).split(sep).join('/'))
    .filter(path => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map(path => readSource(path, readFileSync(join(root, path), 'utf8')))
}

describe('the import table', () => {
  test.for(['shared', 'server', 'web', 'tools'])('holds in %s, where there are files', folder => {
    const files = sourcesIn(folder)
    expect(files.length).toBeGreaterThan(0)
    expect(architectureFaults(files)).toEqual([])
  })

  test.for([
    ['shared/money/a.ts', `import '../flow/b.ts'`, 'shared/money/a.ts imports shared/flow/b.ts'],
    ['shared/money/a.ts', `import '#shared/flow/b.ts'`, 'shared/money/a.ts imports shared/flow/b.ts'],
    ['shared/money/a.ts', `type B = import('../flow/b.ts').B`, 'shared/money/a.ts imports shared/flow/b.ts'],
    ['shared/plan/a.ts', `await import('#shared/rules/index.ts')`, 'imports shared/rules/index.ts'],
    ['shared/run/a.ts', `import '../../server/app.ts'`, 'imports server/app.ts'],
    ['server/simulator/a.ts', `import '#shared/forecast/forecast.ts'`, 'imports shared/forecast/forecast.ts'],
    ['server/simulator/a.ts', `import '../app.ts'`, 'imports server/app.ts'],
    ['server/runs/a.ts', `import '../simulator/main.ts'`, 'imports server/simulator/main.ts'],
    ['web/runs/A.tsx', `import '../problems/B.tsx'`, 'imports web/problems/B.tsx'],
    ['web/ui/A.tsx', `import '#shared/flow/ids.ts'`, 'imports shared/flow/ids.ts'],
    ['web/App.tsx', `import '../server/app.ts'`, 'imports server/app.ts'],
    ['e2e/a.spec.ts', `import '../web/App.tsx'`, 'imports web/App.tsx'],
    ['shared/colours/a.ts', `export const a = 1`, 'its folder has no line'],
    ['shared/money/utils.ts', `export const a = 1`, 'name the file after what it does'],
    ['shared/money/index.ts', `export { a } from './a.ts'`, 're-exports ./a.ts'],
    ['shared/money/a.ts', `const a = new Date()`, 'reads the clock'],
  ] as const)('reports %s with %s', ([path, text, fault]) => {
    expect(architectureFaults([readSource(path, text)])).toEqual([expect.stringContaining(fault)])
  })

  test.for([
    ['shared/flow/a.ts', `import '#shared/money/b.ts'; import * as z from 'zod/mini'`],
    ['shared/run/a.ts', `import '../facts/fees.ts'`],
    ['shared/blocks/index.ts', `export { a } from './a.ts'`],
    ['shared/money/a.test.ts', `import '#shared/templates/index.ts'; const a = new Date()`],
    ['server/main.ts', `import './simulator/main.ts'`],
    ['server/cli/run.ts', `import '../simulator/main.ts'; import '../runs/execute.ts'`],
    ['server/simulator/a.ts', `import '#shared/facts/fees.ts'`],
    ['web/ui/A.tsx', `import '#shared/scene/tokens.ts'; import './a.css'`],
    ['web/App.tsx', `import './runs/A.tsx'`],
    ['shared/plan/a.ts', `const a = new Date(1)`],
  ] as const)('accepts %s with %s', ([path, text]) => {
    expect(architectureFaults([readSource(path, text)])).toEqual([])
  })

  it('names a file that does not parse', () => {
    expect(() => readSource('shared/a.ts', 'const =')).toThrow('shared/a.ts does not parse')
  })
})
