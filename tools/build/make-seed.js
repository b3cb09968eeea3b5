// Called as `node make-seed.js <server build> <archive>`: a process of its own, because the engine that makes
// the tables starts once per process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [serverPath = '', archive = ''] = process.argv.slice(2)
const { makeSeedArchive } = await import(pathToFileURL(join(serverPath, 'seed-archive.js')).href)
await makeSeedArchive(archive)
