import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache')

const tsconfig = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node'],
    skipLibCheck: true,
  },
}

/** What the compiler says of programs against the installed SDK, by file name; one entry per complaint. */
export function typeFaults(programs: ReadonlyMap<string, string>): string[] {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'sdk-types-'))
  for (const [name, text] of programs) writeFileSync(join(folder, name), text)
  const config = { ...tsconfig, files: [...programs.keys()] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { stdout, error } = spawnSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', folder, '--pretty', 'false'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  rmSync(folder, { recursive: true })
  if (error) throw error
  return stdout
    .split('\n')
    .filter(line => line.includes('error TS'))
    .map(line => line.replace(/^.*?([^/]+\.ts\()/, '$1'))
}
