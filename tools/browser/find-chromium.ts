import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { runCommand } from '../test/run-command.ts'
import { chromiumFlags } from './flags.ts'
import { downloadWithPlaywright, installWithPackageManager } from './install-chromium.ts'

/** A Chromium that was seen rendering a page, or why there is none. `told` is one line for people. */
export type Found =
  | { readonly path: string; readonly sandbox: boolean; readonly told: string }
  | { readonly path: null; readonly told: string }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Looks for a Chromium that works, in this order: `CHROMIUM_PATH`, the machine, Playwright's own
 * (downloaded where missing), the system's package manager. Every wait in it has a limit.
 */
export async function findChromium(): Promise<Found> {
  const asked = process.env.CHROMIUM_PATH ?? ''
  if (asked !== '') {
    const found = await probe(asked, 'CHROMIUM_PATH')
    if (found !== null) return found
    console.log(`CHROMIUM_PATH (${asked}) does not start; looking for another Chromium`)
  }
  for (const path of installedOnMachine()) {
    const found = await probe(path, 'found on this machine')
    if (found !== null) return found
  }
  const own = await probe(chromium.executablePath(), "Playwright's own")
  if (own !== null) return own
  if (await downloadWithPlaywright()) {
    const found = await probe(chromium.executablePath(), "Playwright's own, downloaded now")
    if (found !== null) return found
  }
  if (await installWithPackageManager()) {
    for (const path of installedOnMachine()) {
      const found = await probe(path, "installed now with the system's package manager")
      if (found !== null) return found
    }
  }
  return { path: null, told: nothingFound }
}

const nothingFound =
  'No Chromium works here and none could be fetched: install one (Debian, Ubuntu: apt-get install chromium; Fedora: dnf install chromium; Alpine: apk add chromium; Arch: pacman -S chromium) or set CHROMIUM_PATH, then run npm test again.'

/** Paths of Chromium and its kin that exist on this machine, best first. */
export function installedOnMachine(): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const usual = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
  const inPath = names.flatMap(name => [...folders, ...usual].map(folder => join(folder, name)))
  return [...new Set([...inPath, ...places])].filter(path => existsSync(path))
}

/** Renders a page with it, with its sandbox where the system allows one. */
async function probe(path: string, how: string): Promise<Found | null> {
  if (!existsSync(path)) return null
  const root = process.getuid?.() === 0
  for (const sandbox of root ? [false] : [true, false]) {
    const flags = ['--headless', ...chromiumFlags, ...(sandbox ? [] : ['--no-sandbox'])]
    const page = 'data:text/html,<p>it%20renders</p>'
    const { code, output } = await runCommand({ run: [path, ...flags, '--dump-dom', page], limit: 30 })
    if (code === 0 && output.includes('it renders')) {
      const told = `Chromium: ${path} (${how}${sandbox || root ? '' : ', without its sandbox: this system allows none'})`
      return { path, sandbox, told }
    }
  }
  return null
}
