import { readFile, writeFile } from 'node:fs/promises'
import { expect, type Locator } from '@playwright/test'
import { namedBlock } from './block-name.ts'
import { middleOf, type Point, pointToHit } from './geometry.ts'
import { Runs } from './runs.ts'

/** A port of a block on the canvas, by the words that a person sees. */
export type PortName = { readonly block: string; readonly port: string }

/** The designer, in the words of its user. Everything goes through mouse and keyboard. */
export class App extends Runs {
  /** Opens the designer and waits until the flow is drawn and checked. */
  async open(): Promise<void> {
    await this.page.goto('/')
    await expect(this.blocks.first()).toBeVisible()
  }

  /** Closes the tab as it is, and opens the designer in a new one of the same browser. */
  async closeAndReopen(): Promise<App> {
    const context = this.page.context()
    await this.page.close()
    const app = new App(await context.newPage())
    await app.open()
    return app
  }

  /** Starts with a template, by its name. */
  async openTemplate(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Search or run a command' }).click()
    await this.page.getByRole('option', { name: 'New or open' }).click()
    await this.page.getByRole('button', { name: title }).click()
    await expect(this.page.getByRole('dialog')).toHaveCount(0)
    await expect(this.blocks.first()).toBeVisible()
  }

  /** Switches off what a problem says, at its block, for a reason. */
  async ignore(problem: Locator, reason: string): Promise<void> {
    await problem.getByRole('button', { name: 'Ignore with a reason' }).click()
    await problem.getByRole('textbox', { name: 'Reason' }).fill(reason)
    await problem.getByRole('button', { name: 'Ignore', exact: true }).click()
  }

  /** The drawing with everything that lies on it. */
  get canvas(): Locator {
    return this.page.getByRole('application', { name: 'Canvas' })
  }

  /** The tree through which a screen reader walks; it owns the cards that the canvas holds. */
  get outline(): Locator {
    return this.page.getByRole('tree', { name: 'Flow' })
  }

  get blocks(): Locator {
    return this.canvas.getByRole('treeitem')
  }

  /** A block by its label. */
  block(label: string): Locator {
    return this.canvas.getByRole('treeitem', { name: namedBlock(label) })
  }

  /** A connection by the labels of its ends. */
  connection(from: string, to: string): Locator {
    return this.canvas.getByRole('img', { name: `Connection from ${from} to ${to}`, exact: true })
  }

  /** Adds a block as the palette does: search, Enter. */
  async addBlock(title: string): Promise<void> {
    await this.page.keyboard.press('/')
    const search = this.page.getByRole('searchbox', { name: 'Add a block' })
    await search.fill(title)
    await search.press('Enter')
  }

  /** Selects a block with a click on it. */
  async select(label: string): Promise<void> {
    await this.block(label).click({ position: { x: 24, y: 8 } })
    await expect(this.block(label)).toHaveAttribute('aria-selected', 'true')
  }

  /** Deletes what is selected. */
  async deleteSelection(): Promise<void> {
    await this.page.keyboard.press('Delete')
  }

  /** Drags a block by some pixels. */
  async drag(label: string, by: Point): Promise<void> {
    const from = await middleOf(this.block(label))
    await this.dragFrom(from, { x: from.x + by.x, y: from.y + by.y })
  }

  /** Draws a connection from one port to another. */
  async connect(from: PortName, to: PortName): Promise<void> {
    await this.dragFrom(await middleOf(this.port(from)), await middleOf(this.port(to)))
  }

  /** Takes hold of a port and lets go so many pixels away, over empty canvas. */
  async drawToNowhere(from: PortName, by: Point): Promise<void> {
    const start = await middleOf(this.port(from))
    await this.dragFrom(start, { x: start.x + by.x, y: start.y + by.y })
  }

  /** Takes hold of a port and moves over another block, without letting go. */
  async reachFor(from: PortName, block: string): Promise<void> {
    const start = await middleOf(this.port(from))
    const end = await middleOf(this.block(block))
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
    await this.page.mouse.move(end.x, end.y, { steps: 4 })
  }

  /** Takes a connection away: selects one end, clicks on the wire, presses Delete. */
  async disconnect(from: string, to: string): Promise<void> {
    await this.select(from)
    const wire = this.connection(from, to).locator('path.react-flow__edge-interaction')
    const point = await wire.evaluate(pointToHit)
    await this.page.mouse.click(point.x, point.y)
    await this.deleteSelection()
    await expect(this.connection(from, to)).toHaveCount(0)
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector' })
  }

  /** A control of the inspector by its field's title. */
  field(title: string): Locator {
    return this.inspector.getByLabel(title, { exact: true })
  }

  /** Selects a block and types into one of its fields. */
  async type(label: string, field: string, text: string): Promise<void> {
    await this.select(label)
    await this.field(field).fill(text)
    await this.field(field).press('Tab')
  }

  /** Selects a block and picks one of a field's choices. */
  async choose(label: string, field: string, choice: string): Promise<void> {
    await this.select(label)
    await this.field(field).click()
    await this.page.getByRole('option', { name: choice, exact: true }).click()
  }

  /** Adds a text to a list of texts of a block. */
  async addToList(label: string, field: string, text: string): Promise<void> {
    await this.select(label)
    await this.field(field).fill(text)
    await this.field(field).press('Enter')
  }

  /** Adds a row to a list of rows of the selected block, and picks a block in it. */
  async addRowWith(list: string, field: string, choice: string): Promise<void> {
    await this.inspector.getByText('More settings').click()
    await this.field(list).click()
    await this.field(field).click()
    await this.page.getByRole('option', { name: choice, exact: true }).click()
  }

  /** Undoes the last change. */
  async undo(): Promise<void> {
    await this.page.keyboard.press('Control+z')
  }

  /** Redoes what was undone last. */
  async redo(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+z')
  }

  /** Opens a flow from a file of this machine. */
  async openFile(path: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Search or run a command' }).click()
    await this.page.getByRole('option', { name: 'New or open' }).click()
    await this.page.locator('input[type=file]').setInputFiles(path)
  }

  /** The document as “Download as a file” gives it. */
  async document(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.keyboard.press('Control+s'),
    ])
    return readFile(await download.path(), 'utf8')
  }

  /** Downloads the document to a file of this machine. */
  async saveAs(path: string): Promise<void> {
    await writeFile(path, await this.document())
  }

  /** Cards of the problems panel. */
  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems' }).getByRole('article')
  }

  /** Ids of the rules that report something, sorted, each as often as it reports. */
  async rules(): Promise<readonly string[]> {
    const texts = await this.problems.getByRole('button', { name: /^[a-z-]+\/[a-z-]+$/ }).allTextContents()
    return texts.toSorted()
  }

  /** What one rule reports. */
  problem(rule: string): Locator {
    return this.problems.filter({ has: this.page.getByRole('button', { name: rule, exact: true }) })
  }

  /** Applies a problem's first quick fix; false when it has none. */
  async fix(problem: Locator): Promise<boolean> {
    const preview = problem.getByRole('button', { name: 'Preview' })
    if ((await preview.count()) === 0) return false
    await preview.locator('xpath=../button[1]').click()
    return true
  }

  port({ block, port }: PortName): Locator {
    return this.canvas
      .locator('.react-flow__node')
      .filter({ has: this.page.getByRole('treeitem', { name: namedBlock(block) }) })
      .locator(`.react-flow__handle[aria-label^="${port}"]`)
  }

  private async dragFrom(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await this.page.mouse.move(to.x, to.y, { steps: 4 })
    await this.page.mouse.up()
  }
}
