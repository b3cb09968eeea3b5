import { existsSync } from 'node:fs'
import { runCommand } from '../test/run-command.ts'

/** Fetches Playwright's Chromium; gives up after a silent minute. True when it was fetched. */
export async function downloadWithPlaywright(): Promise<boolean> {
  console.log("No Chromium on this machine: fetching Playwright's")
  const { code } = await runCommand({
    run: ['playwright', 'install', '--no-shell', 'chromium'],
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    limit: 300,
    quietLimit: 60,
  })
  if (code !== 0) console.log('That did not work (no network, or no build for this system)')
  return code === 0
}

const apt = [
  '-o',
  'Acquire::http::Timeout=15',
  '-o',
  'Acquire::https::Timeout=15',
  '-o',
  'Acquire::Retries=1',
]

const managers = [
  {
    program: '/usr/bin/apt-get',
    commands: [
      ['apt-get', ...apt, 'update'],
      ['apt-get', ...apt, 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  },
  { program: '/usr/bin/dnf', commands: [['dnf', 'install', '-y', '--setopt=timeout=15', 'chromium']] },
  { program: '/sbin/apk', commands: [['apk', 'add', '--no-cache', 'chromium']] },
  { program: '/usr/bin/pacman', commands: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
] as const

/** Installs Chromium with apt-get, dnf, apk or pacman; only root can. True when it was installed. */
export async function installWithPackageManager(): Promise<boolean> {
  const manager = managers.find(({ program }) => existsSync(program))
  if (process.getuid?.() !== 0 || manager === undefined) return false
  for (const run of manager.commands) {
    console.log(`Installing Chromium: ${run.join(' ')}`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const { code, output } = await runCommand({ run, env, limit: 420, quietLimit: 120 })
    if (code !== 0) {
      console.log(`That did not work: ${output.trim().split('\n').at(-1) ?? ''}`)
      return false
    }
  }
  return true
}
