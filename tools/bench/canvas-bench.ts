import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { serialise } from '#shared/flow/serialise.ts'
import { App } from '../../e2e/app.ts'
import { startServer } from '../../e2e/server.ts'
import { findChromium } from '../browser/find-chromium.ts'
import { chromiumFlags } from '../browser/flags.ts'
import { type Figure, quantile } from './figure.ts'
import { largeFlow } from './large-flow.ts'

type Frames = { readonly deltas: readonly number[]; readonly longTasks: number }

/** Frames while one of 2,000 blocks is dragged with the mouse, checks live, against frames with nothing to do. */
export async function canvasFigures(): Promise<readonly Figure[]> {
  const found = await findChromium()
  if (found.path === null) throw new Error(found.told)
  const server = await startServer()
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [...chromiumFlags],
    chromiumSandbox: found.sandbox,
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: server.url })
    const app = new App(page)
    await app.open()
    const openMs = await openLargeFlow(app)
    await zoomToCards(app)
    // tsx wraps named functions in a helper of this name, which the page does not have.
    await page.evaluate('globalThis.__name = named => named')
    const idle = await recordFrames(page, () => page.waitForTimeout(2_000))
    const box = await app.blocks.nth(3).boundingBox()
    if (box === null) throw new Error('no block is on screen')
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const drag = await recordFrames(page, () => dragAround(page, middle))
    const pan = await recordFrames(page, () => panAround(page))
    const idleP95 = quantile(idle.deltas, 0.95)
    const comparison = { name: 'a frame with nothing to do, p95', value: idleP95, unit: 'ms' }
    const frame = { unit: 'ms', limit: 34, bound: 'most', comparison } as const
    return [
      { name: 'open 2,000 blocks, file to drawn', value: openMs, unit: 'ms', limit: 1800, bound: 'most' },
      { name: 'drag one of 2,000 blocks, frame p95', value: quantile(drag.deltas, 0.95), ...frame },
      { name: 'drag, long tasks', value: drag.longTasks, unit: '', limit: 0, bound: 'most' },
      { name: 'pan over 2,000 blocks, frame p95', value: quantile(pan.deltas, 0.95), ...frame },
      { name: 'elements in the page', value: await page.locator('*').count(), unit: '', bound: 'most' },
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function openLargeFlow(app: App): Promise<number> {
  const document = largeFlow(2_000)
  const path = join(mkdtempSync(join(tmpdir(), 'sluice-bench-')), 'large.flow.json')
  writeFileSync(path, serialise({ ...document, name: 'Two thousand blocks' }))
  const started = performance.now()
  await app.openFile(path)
  await app.page.getByRole('textbox', { name: 'Name of the flow' }).getByText('Two thousand').count()
  await app.canvas.locator('canvas').first().waitFor()
  return performance.now() - started
}

/** A large flow opens as an overview on one drawing surface: cards are there from a nearer zoom on. */
async function zoomToCards(app: App): Promise<void> {
  for (let step = 0; step < 30 && (await app.blocks.count()) < 4; step += 1) {
    await app.page.getByRole('button', { name: /^Zoom in/ }).click()
    await app.page.waitForTimeout(100)
  }
  await app.blocks.nth(3).waitFor()
}

/** Real mouse events: Playwright sends them through the DevTools protocol. */
async function dragAround(page: Page, from: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let turn = 0; turn < 120; turn += 1) {
    const angle = turn / 10
    await page.mouse.move(from.x + 60 * Math.cos(angle), from.y + 60 * Math.sin(angle))
    await page.waitForTimeout(8)
  }
  await page.mouse.up()
}

async function panAround(page: Page): Promise<void> {
  await page.mouse.move(720, 300)
  for (let turn = 0; turn < 120; turn += 1) {
    await page.mouse.wheel(turn % 40 < 20 ? 30 : -30, 10)
    await page.waitForTimeout(8)
  }
}

async function recordFrames(page: Page, action: () => Promise<void>): Promise<Frames> {
  const recording = await page.evaluateHandle(() => {
    const deltas: number[] = []
    let longTasks = 0
    let last = performance.now()
    let going = true
    const observer = new PerformanceObserver(list => {
      longTasks += list.getEntries().length
    })
    observer.observe({ type: 'longtask' })
    const frame = (now: number) => {
      deltas.push(now - last)
      last = now
      if (going) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    return {
      stop() {
        going = false
        observer.disconnect()
        return { deltas: deltas.slice(2), longTasks }
      },
    }
  })
  await action()
  return recording.evaluate(recorder => recorder.stop())
}
