import type { Store } from '../core/store.ts'

type Fund = { total: number; readonly pending: Map<number, number> }

const copyFund = ({ total, pending }: Fund): Fund => ({ total, pending: new Map(pending) })

/** What each account holds per currency, kept beside its balance transactions so that a look costs nothing. */
export class Funds {
  private readonly store: Store
  private readonly byAccount = new Map<string, Map<string, Fund>>()

  constructor(store: Store) {
    this.store = store
  }

  /** Books a net amount (minor units) that becomes available at a time in seconds. */
  add(
    account: string,
    currency: string,
    booking: { readonly net: number; readonly availableOn: number },
  ): void {
    const fund = this.fund(account, currency)
    this.move(fund, booking.net, booking.availableOn)
    this.store.onUndo(() => this.move(fund, -booking.net, booking.availableOn))
  }

  private move(fund: Fund, net: number, availableOn: number): void {
    fund.total += net
    const pending = (fund.pending.get(availableOn) ?? 0) + net
    if (pending === 0) fund.pending.delete(availableOn)
    else fund.pending.set(availableOn, pending)
  }

  private fund(account: string, currency: string): Fund {
    const funds = this.byAccount.get(account) ?? new Map<string, Fund>()
    this.byAccount.set(account, funds)
    const fund = funds.get(currency) ?? { total: 0, pending: new Map<number, number>() }
    funds.set(currency, fund)
    return fund
  }

  /** Minor units that are usable and that are still on their way at a time in seconds. */
  of(
    account: string,
    currency: string,
    now: number,
  ): { readonly available: number; readonly pending: number } {
    const fund = this.fund(account, currency)
    let pending = 0
    for (const [availableOn, net] of fund.pending) if (availableOn > now) pending += net
    return { available: fund.total - pending, pending }
  }

  /** What each account holds, to come back to. */
  copy(): readonly (readonly [string, readonly (readonly [string, Fund])[]])[] {
    return [...this.byAccount].map(([account, funds]) => [
      account,
      [...funds].map(([currency, fund]) => [currency, copyFund(fund)]),
    ])
  }

  /** Makes what each account holds what it was. */
  restore(copy: ReturnType<Funds['copy']>): void {
    this.byAccount.clear()
    for (const [account, funds] of copy)
      this.byAccount.set(account, new Map(funds.map(([currency, fund]) => [currency, copyFund(fund)])))
  }

  /** Forgets everything. */
  clear(): void {
    this.byAccount.clear()
  }

  currenciesOf(account: string): readonly string[] {
    return [...(this.byAccount.get(account)?.keys() ?? [])]
  }
}
