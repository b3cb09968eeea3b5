import { posix } from 'node:path'
import type { SourceFile } from './source-file.ts'
import { mayImport, registries } from './table.ts'

const isTest = /\.(test|types)\.tsx?$/
const vagueName = /(^|\/)(utils?|helpers?|common|manager|misc)(\.|\/)/

/** Everything in these files that the house rules on folders forbid, one sentence each; empty when all is well. */
export function architectureFaults(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(file => [
    ...placeFaults(file),
    ...importFaults(file),
    ...reexportFaults(file),
    ...clockFaults(file),
  ])
}

/** The area of the table that a file of the repository belongs to, or null when the table has none for it. */
export function areaOf(path: string): string | null {
  const [top = '', second = ''] = path.split('/')
  const deep = path.split('/').length > 2
  if (path in mayImport) return path
  if (top === 'shared') return known(`#${second}`)
  if (top === 'web') return deep ? known(`web/${second}`) : 'web/*'
  if (top === 'server') return known(`server/${second}`) ?? 'server'
  return known(top)
}

function known(area: string): string | null {
  return area in mayImport ? area : null
}

/** The repository path that an import means, or null for a package. */
export function targetOf(from: string, specifier: string): string | null {
  const path = specifier.split('?')[0] ?? specifier
  if (path.startsWith('#shared/')) return path.slice(1)
  return path.startsWith('.') ? posix.join(posix.dirname(from), path) : null
}

function placeFaults({ path }: SourceFile): readonly string[] {
  const faults: string[] = []
  if (areaOf(path) === null) {
    faults.push(
      `${path}: its folder has no line in tools/architecture/table.ts; say there what it may import`,
    )
  }
  if (vagueName.test(path)) faults.push(`${path}: name the file after what it does`)
  return faults
}

function importFaults(file: SourceFile): readonly string[] {
  return file.imports.flatMap(specifier => {
    const target = targetOf(file.path, specifier)
    if (target === null || isAllowed(file.path, target)) return []
    return [`${file.path} imports ${target}: ${areaOf(file.path)} may not (tools/architecture/table.ts)`]
  })
}

function isAllowed(from: string, to: string): boolean {
  const source = areaOf(from)
  const target = areaOf(to)
  if (source === null || target === null || source === target) return true
  if (isTest.test(from)) return isAllowedInTest(source, target)
  const allowed = mayImport[source] ?? []
  return allowed.some(entry => entry === to.replace(/^shared\//, '#') || coversArea(entry, target))
}

/** A test may use all of `shared` and all of its own program, the simulator included. */
function isAllowedInTest(source: string, target: string): boolean {
  if (target.startsWith('#')) return true
  return source === 'tools' || source.split('/')[0] === target.split('/')[0]
}

/** `web` and `server` in the table mean all of that program but the simulator, which is named where allowed. */
function coversArea(entry: string, area: string): boolean {
  if (entry === area) return true
  if (area === 'server/simulator') return false
  return (entry === 'web' || entry === 'server') && area.split('/')[0] === entry
}

function reexportFaults({ path, reexports }: SourceFile): readonly string[] {
  if (registries.test(path)) return []
  return reexports.map(specifier => `${path} re-exports ${specifier}: import it where it is defined`)
}

function clockFaults({ path, clockReads }: SourceFile): readonly string[] {
  if (!path.startsWith('shared/') || isTest.test(path)) return []
  return clockReads.map(
    line => `${path}:${line} reads the clock: shared is pure, take the time as an argument`,
  )
}
