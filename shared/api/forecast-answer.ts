import type { Forecast } from '#shared/forecast/ledger.ts'
import { summarise } from '#shared/forecast/summary.ts'
import type { ForecastAnswer } from './forecast.ts'

/** The answer for a forecast: its entries, and what they come to. */
export const forecastAnswer = (forecast: Forecast): ForecastAnswer => {
  const { scenario, entries, billed, owed, waiting, flows } = forecast
  const { balances, fees, margin } = summarise(forecast)
  return {
    scenario: { ...scenario, volumes: { ...scenario.volumes }, incidents: [...scenario.incidents] },
    entries: [...entries],
    billed: [...billed],
    owed: [...owed],
    waiting: [...waiting],
    flows: [...flows],
    balances: Object.fromEntries(Object.entries(balances).map(([account, held]) => [account, { ...held }])),
    fees: { ...fees },
    margin: { ...margin },
  }
}
