import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileHashes } from './file-hashes.js'

/**
 * Something that is made from sources: `dist/<name>-<hash of the sources>/`. A directory of that name is
 * complete, because it got the name when it was; so builds that run at the same time cannot harm each other.
 *
 * @typedef {object} Artifact
 * @property {string} name lower case, no dash
 * @property {readonly string[]} inputs files and folders that it is made from; a change to one makes it stale
 * @property {string} told what a person reads while it is made
 * @property {(directory: string) => Promise<void>} make fills the empty directory
 * @property {import('./file-hashes.js').FileHashes} [hashes] what is remembered of its sources; otherwise all are read
 */

const notSource = /\.(test|types)\.tsx?$|\.tsbuildinfo$/

/**
 * Hash of the contents of all files in these files and folders; tests do not count.
 * @param {string} root
 * @param {readonly string[]} inputs paths below root
 * @param {import('./file-hashes.js').FileHashes} hashes of the files below root
 */
export function hashOf(root, inputs, hashes = fileHashes(root, null)) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const path of filesIn(root, input)) hash.update(`${path}\0${hashes.of(path)}\0`)
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * @param {string} root
 * @param {string} input
 * @returns {string[]}
 */
function filesIn(root, input) {
  if (!statSync(join(root, input)).isDirectory()) return [input]
  const paths = readdirSync(join(root, input), { recursive: true, withFileTypes: true })
  return paths
    .filter(entry => entry.isFile() && !notSource.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(join(root, '/').length))
    .toSorted()
}

/**
 * The directory of an artifact, made first when it is missing. Of several processes one makes it and the
 * others wait for it.
 * @param {string} root
 * @param {Artifact} artifact
 * @param {(line: string) => void} tell
 */
export async function ensureArtifact(root, artifact, tell) {
  const dist = join(root, 'dist')
  const finished = join(dist, `${artifact.name}-${hashOf(root, artifact.inputs, artifact.hashes)}`)
  if (existsSync(finished)) return finished
  await mkdir(dist, { recursive: true })
  const unlock = await lock(join(dist, `${artifact.name}.lock`), tell)
  try {
    if (existsSync(finished)) return finished
    tell(artifact.told)
    const unfinished = join(dist, `.${artifact.name}-${process.pid}`)
    await rm(unfinished, { recursive: true, force: true })
    await mkdir(unfinished)
    try {
      await artifact.make(unfinished)
      if (!existsSync(finished)) await rename(unfinished, finished)
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
    await removeOld(dist, artifact.name)
    return finished
  } finally {
    unlock()
  }
}

/** Builds that stay: a server that was started from one goes on reading it. */
const kept = 4

/**
 * @param {string} dist
 * @param {string} name
 */
async function removeOld(dist, name) {
  const builds = readdirSync(dist)
    .filter(entry => entry.startsWith(`${name}-`))
    .map(entry => join(dist, entry))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const path of builds.slice(kept)) await rm(path, { recursive: true, force: true })
}

const pollMs = 100
const abandonedMs = 300_000

/**
 * Waits for a lock file and takes it. It saves work, no more: a build is right without it, too. So one whose
 * process is gone, or that is minutes old (its process may be in another container), is simply taken over.
 * @param {string} path
 * @param {(line: string) => void} tell
 * @returns {Promise<() => void>} gives it back
 */
async function lock(path, tell) {
  let told = false
  while (!take(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true })
      continue
    }
    if (!told) tell('Another process is building; waiting for it…')
    told = true
    await wait(pollMs)
  }
  return () => {
    rmSync(path, { force: true })
  }
}

/** @param {string} path */
function take(path) {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    return Date.now() - statSync(path).mtimeMs > abandonedMs || !isAlive(Number(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** @param {number} pid 0 while its file is being written */
function isAlive(pid) {
  if (pid === 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
