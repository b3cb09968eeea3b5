import type { Block } from '#shared/flow/graph.ts'
import type { Forecast, LedgerEntry } from '#shared/forecast/ledger.ts'
import { formatMoney } from '#shared/money/format.ts'
import { type Money, sum } from '#shared/money/money.ts'
import { accountName } from '../analysis/account-names.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { observedPostings } from '../analysis/observed-postings.ts'
import { type ShownRun, useRuns } from '../analysis/run-store.ts'
import { runName, useRunList } from '../analysis/use-run-list.ts'
import { useDocument } from '../document/document-store.ts'
import { classNames } from '../ui/class-names.ts'
import { billedWords } from './billed-words.ts'
import { Section } from './Section.tsx'
import styles from './WhoGetsWhat.module.css'
import { type Bar, type Waterfall, waterfall } from './waterfall.ts'

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`

const negative = ({ amount, currency }: Money): Money => ({ amount: -amount, currency })

const titles: Record<Bar['kind'], (name: string) => string> = {
  paid: name => `${name} pays`,
  share: name => name,
  fee: name => name,
  rest: () => 'Platform keeps',
}

/** The bars: hollow = forecast, filled = observed. */
const Bars = ({ fall, observed, marked }: { fall: Waterfall; observed: boolean; marked: string }) => {
  const graph = useDocument(state => state.document.graph)
  return (
    <ul className={classNames(styles.fall, observed ? styles.observed : styles.forecast)}>
      {fall.bars.map(bar => (
        <li
          key={bar.account}
          className={classNames(styles[bar.kind], bar.account.endsWith(`:${marked}`) && styles.marked)}
        >
          <span className={styles.name}>{titles[bar.kind](accountName(bar.account, graph).name)}</span>
          <span className={styles.amount}>
            {formatMoney(bar.kind === 'share' || bar.kind === 'fee' ? negative(bar.money) : bar.money)}
          </span>
          <span aria-hidden data-filled className={styles.track}>
            <i style={{ left: percent(bar.start), width: percent(bar.width) }} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const Billed = ({ billed, rest }: { billed: readonly LedgerEntry[]; rest: Money }) => {
  const own = billed.filter(({ money }) => money.currency === rest.currency)
  if (own.length === 0) return null
  const total = sum(
    own.map(({ money }) => money),
    rest.currency,
  )
  return (
    <p className={styles.billed}>
      Stripe also bills {formatMoney(total)} a month outside the payment, for {billedWords(own)}.{' '}
      <b>That leaves {formatMoney({ ...rest, amount: rest.amount - total.amount })}.</b>
    </p>
  )
}

const firstMonth = (entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  entries.filter(({ month }) => month === 1)

/** The bars to show, where they come from, and the costs that belong beside them. */
type Shown = { fall: Waterfall; observed: boolean; title: string; billed: readonly LedgerEntry[] }

type Seen = { readonly run: ShownRun; readonly played: number | null; readonly name: string }

const observed = ({ run, played, name }: Seen, billed: readonly LedgerEntry[]): Shown | null => {
  const fall = waterfall(observedPostings(run, played))
  if (!fall) return null
  const { months } = run.run
  const time = months === 1 ? '' : `, ${months} months`
  const title = `${name}, observed${time}`
  return { fall, observed: true, title, billed: months === 1 ? billed : [] }
}

const expected = (entries: readonly LedgerEntry[], billed: readonly LedgerEntry[]): Shown | null => {
  const fall = waterfall(entries)
  const days = new Set(entries.filter(({ from }) => from.startsWith('customer:')).map(({ day }) => day))
  const what = days.size > 1 ? 'first month' : 'first payment'
  return fall && { fall, observed: false, title: `${what}, forecast`, billed }
}

const none: readonly LedgerEntry[] = []

/** Whether a run is over and nobody has kept anything of what was paid: all of it was refunded, or lost in a dispute. */
const isEmptied = ({ run: { reconciliation, ledger }, played }: Seen): boolean =>
  played === null && reconciliation !== null && ledger.length > 0

/** The shown run as far as it is replayed; null while none is shown. */
const useSeen = (): Seen | null => {
  const run = useRuns(state => state.shown)
  const played = useRuns(state => state.played)
  const runs = useRunList()
  return run && { run, played, name: runName(runs, run).replace(/^R/, 'r') }
}

const Emptied = ({ name }: { name: string }) => (
  <Section title="Who gets what" aside={`${name}, observed`}>
    <p className={styles.billed}>Nothing is left of what was paid: it went back to who paid it.</p>
  </Section>
)

/** What the run observed, else what the forecast has. */
const shownOf = (seen: Seen | null, forecast: Forecast | null): Shown | null => {
  const billed = firstMonth(forecast?.billed ?? none)
  return (seen && observed(seen, billed)) ?? expected(firstMonth(forecast?.entries ?? none), billed)
}

/** Where a payment goes, to the cent: as the run observed it, else as the forecast has it. */
export const WhoGetsWhat = ({ block }: { block?: Block }) => {
  const forecast = useAnalysis(state => state.forecast)
  const seen = useSeen()
  const shown = shownOf(seen, forecast)
  if (seen && isEmptied(seen) && !shown?.observed) return <Emptied name={seen.name} />
  if (!shown) return null
  return (
    <Section title="Who gets what" aside={shown.title}>
      <Bars fall={shown.fall} observed={shown.observed} marked={block?.id ?? ''} />
      <Billed billed={shown.billed} rest={shown.fall.rest} />
    </Section>
  )
}
