import { feeFact } from '#shared/facts/fees.ts'
import type { Account, Posting } from '#shared/money/posting.ts'
import { basisPoints } from '#shared/money/round.ts'
import { currencyOfAccount } from './account-currency.ts'
import type { FlowIndex } from './block-definition.ts'
import type { Block } from './graph.ts'
import { textOf } from './read-props.ts'

const isAccount = (source: Block | undefined): source is Block => source?.kind === 'connected-account'

/** The balance that is paid out. */
export const balanceOf = (source: Block | undefined): Account =>
  isAccount(source) ? `balance:${source.id}` : 'balance:platform'

/** Currency in which a balance is kept. */
export const currencyPaidOut = (source: Block | undefined, { platform }: FlowIndex): string =>
  (isAccount(source) ? currencyOfAccount(source) : null) ?? platform.currency

/** Fee of an instant payout of so much, minor units; 0 of a standard one. Source: the fee table. */
export const payoutFee = (payout: Block, amount: number): number => {
  if (textOf(payout, 'method') !== 'instant') return 0
  const fee = feeFact('instant_payout')
  return Math.max(basisPoints(amount, fee?.percentBps ?? 0), fee?.min ?? 0)
}

/** What a payout moves, and what Stripe bills for it; null where it is free. */
export const payoutPostings = (
  payout: Block,
  source: Block | undefined,
  money: Posting['money'],
): { readonly moved: Posting; readonly billed: Posting | null } => {
  const fee = payoutFee(payout, money.amount)
  const to: Account = `bank:${isAccount(source) ? source.id : 'platform'}`
  return {
    moved: { from: balanceOf(source), to, money, memo: `Payout “${payout.label}”` },
    billed:
      fee === 0
        ? null
        : {
            from: 'bank:platform',
            to: 'fees:stripe',
            money: { ...money, amount: fee },
            memo: 'Instant payout',
          },
  }
}
