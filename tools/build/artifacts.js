import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const always = ['package-lock.json', 'tools/build']

/** Packages that look for files of their own beside their code. */
const readsBesideItself = ['@electric-sql/pglite']

/** What packages would take if it were there. */
const notInstalled = [/^@opentelemetry\//, /^winston/, 'pg-native']

/**
 * What `dist` holds, and how each is made. The build tools load only when something is stale.
 * @param {string} root
 */
export function artifacts(root) {
  /** @type {import('./artifact.js').Artifact} */
  const web = {
    name: 'web',
    inputs: ['shared', 'web', 'vite.config.ts', ...always],
    told: 'Building the editor…',
    async make(directory) {
      const { build } = await import('vite')
      await build({
        configFile: join(root, 'vite.config.ts'),
        root: join(root, 'web'), // the configuration's own is relative to where the command was typed
        logLevel: 'error',
        build: { outDir: directory, emptyOutDir: true, reportCompressedSize: false },
      })
    },
  }

  /** @type {import('./artifact.js').Artifact} */
  const server = {
    name: 'server',
    inputs: ['shared', 'server', ...always],
    told: 'Building the server…',
    async make(directory) {
      const { build } = await import('vite')
      await build({
        configFile: false,
        root,
        logLevel: 'error',
        // With its packages in it: a start reads a few files and not some six hundred.
        ssr: { noExternal: true, external: readsBesideItself },
        build: {
          ssr: true,
          outDir: directory,
          target: 'node20',
          sourcemap: true,
          rolldownOptions: {
            external: notInstalled,
            input: {
              cli: join(root, 'server/cli/program.ts'),
              'pglite-worker': join(root, 'server/storage/pglite-worker.ts'),
              'seed-archive': join(root, 'server/storage/seed-archive.ts'),
            },
            output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          },
        },
      })
    },
  }

  /**
   * An empty database: a first start unpacks it instead of creating one.
   * @param {string} serverPath
   * @returns {import('./artifact.js').Artifact}
   */
  const seed = serverPath => ({
    name: 'seed',
    inputs: ['server/storage', 'server/runs', ...always],
    told: 'Preparing an empty database…',
    async make(directory) {
      const program = join(import.meta.dirname, 'make-seed.js')
      const archive = join(directory, 'seed.tar')
      await run(process.execPath, [program, serverPath, archive], { timeout: 120_000 })
    },
  })

  return { web, server, seed }
}
