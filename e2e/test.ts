import { test as base, expect } from '@playwright/test'
import { App } from './app.ts'
import { type Server, startServer } from './server.ts'

/** A journey's test: `app` is the designer, opened in a fresh browser; `server` is behind it. */
export const test = base.extend<{ app: App }, { server: Server }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url)
  },
  app: async ({ page }, use) => {
    const errors: Error[] = []
    page.on('pageerror', error => errors.push(error))
    const app = new App(page)
    await app.open()
    await use(app)
    expect(errors.map(error => error.message)).toEqual([])
  },
})
