import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { tokensCss } from './shared/scene/tokens.ts'
import { blockDocs } from './tools/build/block-docs.ts'
import { leanDefinitions } from './tools/build/lean-definitions.ts'
import { leanReactFlow } from './tools/build/lean-react-flow.ts'
import { listLater } from './tools/build/list-later.ts'
import { LongFirst } from './tools/test/long-first.ts'

/** Serves the tokens of `shared/scene` as a style sheet, so that colours and sizes have one source. */
const tokens = (): Plugin => ({
  name: 'sluice-tokens',
  resolveId: id => (id === 'virtual:tokens.css' ? '\0tokens.css' : undefined),
  load: id => (id === '\0tokens.css' ? tokensCss() : undefined),
})

/** Web build, development proxy, and the unit-test projects. */
export default defineConfig({
  root: 'web',
  plugins: [react(), tokens(), blockDocs(), leanDefinitions(), leanReactFlow(), listLater()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    sourcemap: true,
  },
  worker: { format: 'es' },
  // Not web/api/*.ts, which are modules of the page. The host stays: the server compares it with the origin.
  server: { proxy: { '^/api/(?![\\w-]+\\.ts)': { target: 'http://127.0.0.1:4242', changeOrigin: false } } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    sequence: { sequencer: LongFirst },
    // Modules and page of a worker serve all of its files: a third of the processor time. A file cleans up what it starts.
    isolate: false,
    // The longest tests mostly wait for servers that they have killed.
    maxWorkers: '100%',
    root: '.',
    projects: [
      {
        extends: true,
        test: {
          root: '.',
          name: 'node',
          environment: 'node',
          include: ['{shared,server,tools}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          root: '.',
          name: 'postgres',
          environment: 'node',
          isolate: true,
          // What touches the database in its own way, once more on a real PostgreSQL.
          include: [
            'server/runs/{lifecycles,template-lifecycles,faults,killed-server,killed-at-random}.test.ts',
          ],
          globalSetup: 'server/storage/test-postgres-setup.ts',
          setupFiles: 'server/storage/use-test-postgres.ts',
        },
      },
      {
        extends: true,
        test: { root: '.', name: 'dom', environment: 'jsdom', include: ['web/**/*.test.{ts,tsx}'] },
      },
    ],
  },
})
