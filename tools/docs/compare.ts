import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folders of `docs` that hold nothing but generated files. */
const folders = ['blocks', 'guides', 'rules', 'schema']

function existing(docs: string): readonly string[] {
  return folders
    .filter(folder => existsSync(join(docs, folder)))
    .flatMap(folder =>
      readdirSync(join(docs, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name).slice(docs.length + 1)),
    )
}

/** How the generated files differ from what should be there, one sentence each. */
export function differences(docs: string, pages: ReadonlyMap<string, string>): readonly string[] {
  const stale = existing(docs).filter(path => !pages.has(path))
  const wrong = [...pages].flatMap(([path, text]) => {
    const file = join(docs, path)
    if (!existsSync(file)) return [`docs/${path} is missing`]
    return readFileSync(file, 'utf8') === text ? [] : [`docs/${path} is out of date`]
  })
  return [...stale.map(path => `docs/${path} is of nothing that still exists`), ...wrong]
}

/** Writes the generated files and removes those that should no longer be there. */
export function writePages(docs: string, pages: ReadonlyMap<string, string>): void {
  for (const path of existing(docs)) if (!pages.has(path)) rmSync(join(docs, path))
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(docs, path)), { recursive: true })
    writeFileSync(join(docs, path), text)
  }
}
