import { expect, type Locator, type Page } from '@playwright/test'

/** Runs, as a person starts, reads and replays them. */
export class Runs {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get runButton(): Locator {
    return this.page.getByRole('button', { name: 'Run', exact: true })
  }

  /** Starts a run and waits until it is over. */
  async run(): Promise<void> {
    await this.runButton.click()
    await expect(this.verdict).toBeVisible({ timeout: 45_000 })
  }

  /**
   * Waits until the run of that number is the shown one, and over. What says that it is under way is not waited
   * for: a run may be over between two looks.
   */
  async runIsOver(number: number): Promise<void> {
    await expect(this.runs.getByRole('combobox', { name: 'Run', exact: true })).toContainText(`Run ${number}`)
    await expect(this.verdict).toBeVisible({ timeout: 45_000 })
    await expect(this.runButton).toBeEnabled()
  }

  /** Picks the scenario that forecast and runs play. */
  async chooseScenario(title: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Scenario' }).click()
    await this.page.getByRole('option', { name: title }).click()
  }

  get runs(): Locator {
    return this.page.getByRole('region', { name: 'Runs' })
  }

  /** The mark that stands in the place of “Simulator” while a recording is shown. */
  get recorded(): Locator {
    return this.page.getByRole('banner').getByText(/^Recorded /)
  }

  /** Downloads the shown run as a recording. */
  async saveRecording(path: string): Promise<void> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Download the recording of this run' }).click(),
    ])
    await download.saveAs(path)
  }

  /** Moves the time of the replay: `Home` is its beginning, `End` its end. */
  async scrubTo(key: 'Home' | 'End'): Promise<void> {
    await this.page.getByRole('slider', { name: 'Time in the run' }).focus()
    await this.page.keyboard.press(key)
  }

  /** What the run came to, in a sentence. */
  get verdict(): Locator {
    // It stands over the table, or where the screen is narrow in the row of tabs.
    return this.page
      .getByText(/^(Reconciled|Not reconciled)/)
      .filter({ visible: true })
      .first()
  }

  /** What a card says that its block has while the time of the replay goes from beginning to end, each amount once. */
  async amountsOf(card: Locator, steps: number): Promise<readonly string[]> {
    const slider = this.page.getByRole('slider', { name: 'Time in the run' })
    const end = Number(await slider.getAttribute('max'))
    const seen = new Set<string>()
    for (let step = 0; step <= steps; step += 1) {
      await slider.fill(String(Math.round((end * step) / steps)))
      const [amount] = /[+−]?\$[\d.,]+$/.exec((await card.textContent()) ?? '') ?? []
      if (amount !== undefined) seen.add(amount)
    }
    return [...seen]
  }

  /** Shows another part of the shown run: accounts, entries, operations, drift. */
  async showPart(title: string): Promise<void> {
    const parts = this.runs.getByRole('group', { name: 'What to show of the run' })
    await parts
      .getByRole('button', { name: new RegExp(`^${title}`) })
      .filter({ visible: true })
      .click()
  }

  /** Calls of the shown run, as its list of operations has them. */
  get operations(): Locator {
    return this.runs.getByRole('row').filter({ has: this.page.getByRole('rowheader') })
  }

  /** The calls of one title. */
  operation(title: string): Locator {
    return this.operations.filter({ has: this.page.getByRole('button', { name: title, exact: true }) })
  }

  /** What was observed on each account that agrees with the forecast, by its name and role. */
  async accounts(): Promise<Readonly<Record<string, string>>> {
    const rows = this.runs
      .getByRole('row')
      .filter({ has: this.page.getByRole('img', { name: 'as forecast' }) })
    const found: Record<string, string> = {}
    for (const row of await rows.all()) {
      const name = await row.getByRole('rowheader').innerText()
      found[name.replaceAll(/\s+/g, ' ')] = await row.getByRole('cell').nth(1).innerText()
    }
    return found
  }
}
