import { useState } from 'react'
import type { Forecast } from '#shared/forecast/ledger.ts'
import { summarise } from '#shared/forecast/summary.ts'
import { formatMoney } from '#shared/money/format.ts'
import { useAnalysis } from '../analysis/analysis-store.ts'
import { Empty } from '../ui/Message.tsx'
import { Segments } from '../ui/Segments.tsx'
import { useScenario } from '../view/use-scenario.ts'
import { EntriesTable } from './EntriesTable.tsx'
import styles from './ForecastPanel.module.css'
import { MonthsTable } from './MonthsTable.tsx'
import type { Reading } from './months.ts'

type Part = Reading | 'entries'

const parts: readonly { id: Part; title: string; hint: string }[] = [
  { id: 'after', title: 'Balances', hint: 'What each account holds at the end of a month' },
  { id: 'in', title: 'Changes', hint: 'What each account gains or loses in a month' },
  { id: 'entries', title: 'Entries', hint: 'Every posting, in order' },
]

const Summary = ({ forecast }: { forecast: Forecast }) => {
  const { fees, billed, owed, waiting, margin, balances } = summarise(forecast)
  const [currency] = Object.keys(margin)
  if (currency === undefined) return null
  const money = (amount = 0) => formatMoney({ amount, currency })
  const months = forecast.scenario.months
  return (
    <p className={styles.summary}>
      <i aria-hidden className={styles.hollow} />
      Over {months} months the platform keeps <b>{money(balances['balance:platform']?.[currency])}</b> after{' '}
      {money(fees[currency])} of fees.
      {(billed[currency] ?? 0) > 0 && (
        <>
          {' '}
          Stripe bills {money(billed[currency])} apart: <b>{money(margin[currency])}</b> is left
          {(owed[currency] ?? 0) > 0 ? ' when tax is handed on, too' : ''}.
        </>
      )}
      {(owed[currency] ?? 0) > 0 && <> {money(owed[currency])} of it is tax.</>}
      {(waiting[currency] ?? 0) > 0 && (
        <> {money(waiting[currency])} of it waits for providers beyond the last month.</>
      )}
    </p>
  )
}

const Shown = ({ forecast }: { forecast: Forecast }) => {
  const [part, setPart] = useState<Part>('after')
  const [month, setMonth] = useState<number | null>(null)
  const { scenario } = useScenario()
  return (
    <section aria-label="Forecast" className={styles.panel}>
      <header className={styles.head}>
        <Segments label="What to show of the forecast" segments={parts} value={part} onChange={setPart} />
        <Summary forecast={forecast} />
      </header>
      <div className={styles.body}>
        {part === 'entries' ? (
          <EntriesTable forecast={forecast} month={month} onMonth={setMonth} />
        ) : (
          <MonthsTable
            forecast={forecast}
            reading={part}
            planned={scenario.months}
            onMonth={chosen => {
              setMonth(chosen)
              setPart('entries')
            }}
          />
        )}
      </div>
    </section>
  )
}

/** The money over the months by arithmetic alone: balances, changes, postings. */
export const ForecastPanel = () => {
  const forecast = useAnalysis(state => state.forecast)
  const waiting = useAnalysis(state => state.status === 'waiting')
  if (waiting) return null
  if (!forecast)
    return (
      <Empty
        title="No forecast while there are errors"
        detail="A flow with errors moves no money. Mend them first: F8 goes to the next one."
      />
    )
  if (forecast.entries.length === 0)
    return (
      <Empty
        title="No money moves yet"
        detail="Connect a way to pay with what is paid for, and the ledger of every month stands here."
      />
    )
  return <Shown forecast={forecast} />
}
