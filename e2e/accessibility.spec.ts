import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { test } from './test.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong in the page as it is, by any of its rules, one line each. A card's name tells less than the card
 * shows: its kind, label, amount and state, in the order in which they are heard; facts and badges are told by the panels.
 */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()')
  return found
    .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}`))
    .filter(line => !line.startsWith('label-content-name-mismatch: #card-'))
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong with any page, ${theme}`, async ({ app }) => {
    test.slow() // Seventeen pages, each by all of axe's rules.
    const { page } = app
    const learn = (name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name }).first()
    await expect.poll(() => app.rules()).not.toEqual([])
    await page.emulateMedia({ colorScheme: theme })
    const found: Record<string, readonly string[]> = {}
    const look = async (at: string, go?: Promise<unknown>) => {
      await go
      // What fades in is looked at when it stands.
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))),
      )
      found[at] = await violations(page)
    }
    await look('problems')
    await look('inspector', app.select('Pay each provider'))
    await look('plan', page.getByRole('tab', { name: 'Plan' }).click())
    await look('forecast', page.getByRole('tab', { name: 'Forecast' }).click())
    await look('runs', page.getByRole('tab', { name: 'Runs' }).click())
    await look('run', app.run())
    await app.showPart('Operations')
    await look('call', app.operation('Transfer to “Brightside Cleaning”').getByRole('button').first().click())
    await page.keyboard.press('Escape')
    await look('scenario', page.getByRole('button', { name: 'What happens in the scenario' }).click())
    await page.keyboard.press('Escape')
    await look('menu', app.block('Smart retries').click({ button: 'right' }))
    await page.keyboard.press('Escape')
    await look('commands', page.keyboard.press('Control+k'))
    await page.keyboard.press('Escape')
    await look('reference', page.keyboard.press('F1'))
    await look('life of a charge', learn('The life of a card charge').click())
    await look('states', learn('PaymentIntent').click())
    await look('checklist', learn(/Before you go live/).click())
    await page.keyboard.press('Escape')
    await look('templates', page.keyboard.press('Control+o'))
    await look('empty', page.getByRole('button', { name: /^Blank/ }).click())
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map(at => [at, []])))
  })
}

test('the outline tells the flow in its order, and arrows walk through it at any zoom', async ({ app }) => {
  await expect(app.outline).toMatchAriaSnapshot(`
    - tree "Flow":
      - 'treeitem "Product: Cleaning"'
      - 'treeitem /^Customer: Dana Whitfield/'
      - 'treeitem /^Group Provider onboarding/'
      - 'treeitem "Dispute: Card dispute"'
      - 'treeitem /^Platform balance: Kept by the platform/'
  `)
  await app.page.keyboard.press('F6')
  await expect(app.outline).toBeFocused()
  await app.page.keyboard.press('ArrowRight')
  const walked = async () => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  await expect.poll(walked).toBe('Product: Cleaning')
  // What it is connected with is told as well.
  await expect(app.block('Pay each provider')).toHaveAttribute(
    'aria-description',
    /^from Home services bundle, Paid; to Cleaning share, Landscaping share, Pest control share, Kept by the platform/,
  )
  await app.page.keyboard.press('ArrowRight')
  await expect.poll(walked).toMatch(/^Price: /)
  const second = await walked()
  // Far away the picture is one: only the block that has the keyboard is told.
  await expect(async () => {
    await app.page.keyboard.press('Control+-')
    await expect(app.blocks).toHaveCount(1, { timeout: 400 })
  }).toPass()
  await expect.poll(walked).toBe(second)
  await app.page.keyboard.press('ArrowLeft')
  await expect.poll(walked).toBe('Product: Cleaning')
  await app.page.keyboard.press('Enter')
  await expect(app.inspector).toContainText('Cleaning')
  expect(await violations(app.page)).toEqual([])
})

test('the focus goes from the flow through the inspector to what lies over the flow, then to the results', async ({
  app,
}) => {
  const { page } = app
  await app.select('Ridge Pest Control')
  await app.block('Ridge Pest Control').focus()
  const place = () =>
    page.evaluate(() => {
      const parts = [
        '[aria-label="Canvas"]',
        '[aria-label="Inspector"]',
        '[aria-label="Zoom"]',
        '[role="tablist"]',
      ]
      return parts.find(part => document.activeElement?.closest(part)) ?? 'another'
    })
  const passed = [await place()]
  for (let step = 0; step < 60 && passed.at(-1) !== '[role="tablist"]'; step += 1) {
    await page.keyboard.press('Tab')
    const next = await place()
    if (passed.at(-1) !== next) passed.push(next)
  }
  // Between zoom and results is the line that moves them.
  expect(passed.filter(part => part !== 'another')).toEqual([
    '[aria-label="Canvas"]',
    '[aria-label="Inspector"]',
    '[aria-label="Zoom"]',
    '[role="tablist"]',
  ])
})

test('a run is read out as it begins and ends, and links look like links where the system chooses the colours', async ({
  app,
}) => {
  const { page } = app
  const news = page.getByRole('status', { name: 'How the run stands' })
  await app.runButton.click()
  await expect(news).toHaveText('Run 1: under way')
  await expect(news).toHaveText('Run 1: Reconciled to the cent', { timeout: 45_000 })
  await app.showPart('Operations')
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(app.operation('Transfer to “Brightside Cleaning”').getByRole('button').first()).toHaveCSS(
    'text-decoration-line',
    'underline',
  )
})
