import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { ensureArtifact } from './artifact.js'
import { fileHashes } from './file-hashes.js'

const root = join(import.meta.dirname, '..', '..')

/** @param {string} line */
const tell = line => {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs the built command line with what it needs built; `build` builds everything and ends.
 * @param {readonly string[]} args
 */
export async function main(args) {
  if (!existsSync(join(root, 'node_modules', 'vite'))) {
    tell(`Sluice's packages are not installed. Run this in ${root}: npm ci --include=dev`)
    process.exitCode = 1
    return
  }
  const { artifacts } = await import('./artifacts.js')
  const [command = ''] = args
  const { server, seed, web } = artifacts(root)
  const needsSeed = ['build', 'start', 'run'].includes(command)
  const needsWeb = ['build', 'start'].includes(command)
  const hashes = fileHashes(root, join(root, 'dist', 'hashes.json'))
  const build = async () => {
    const [serverPath, webPath] = await Promise.all([
      ensureArtifact(root, { ...server, hashes }, tell),
      needsWeb ? ensureArtifact(root, { ...web, hashes }, tell) : null,
    ])
    const seedPath = needsSeed ? await ensureArtifact(root, { ...seed(serverPath), hashes }, tell) : null
    hashes.save()
    return { serverPath, webPath, seedArchive: seedPath === null ? null : join(seedPath, 'seed.tar') }
  }
  const built = await build().catch((/** @type {unknown} */ error) => {
    const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
    tell(`The build failed: ${message.split('\n').slice(0, 12).join('\n')}`)
    return null
  })
  if (built === null) {
    process.exitCode = 1
    return
  }
  if (command === 'build') return
  const cli = await import(pathToFileURL(join(built.serverPath, 'cli.js')).href)
  process.exitCode = await cli.runCli(args, { webRoot: built.webPath, seedArchive: built.seedArchive })
}
