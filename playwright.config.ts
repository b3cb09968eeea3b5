import { defineConfig } from '@playwright/test'
import { installedOnMachine } from './tools/browser/find-chromium.ts'
import { chromiumFlags } from './tools/browser/flags.ts'

/** Journeys in a real browser, against a real server. `npm test` says which Chromium; alone, the machine's is taken. */
const executablePath = process.env.CHROMIUM_PATH ?? installedOnMachine()[0]

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...chromiumFlags],
      chromiumSandbox: process.env.CHROMIUM_SANDBOX === '1',
    },
  },
})
