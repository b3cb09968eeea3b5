import type { BlockId, OperationId } from './ids.ts'

/**
 * A value that is known only once an operation has run. `trigger` is the object that an event named, fetched again;
 * `each` the element of `Operation.each`. `path` walks members and indexes: `data.0.payment.payment_intent`; '' = all.
 */
export type Ref = { readonly $ref: OperationId | 'trigger' | 'each'; readonly path: string }

/** A split's leg, worked out at run time from the paid lines and the charges: `plan/share.ts` is the one arithmetic. */
export type Share = {
  readonly $share: BlockId
  readonly leg: BlockId
  /** The invoice's lines: a list. */
  readonly lines: Ref
  /** The payment intents of the invoice with `latest_charge.balance_transaction` expanded: one per `each`. */
  readonly charges: Ref
  /** `charge` = at most what the charge brought; `top` = what a platform-funded discount left open. */
  readonly part: 'charge' | 'top'
}

/** Which part of a payment is given back. `prices` name services by the ids that the API gave their prices. */
export type GiveBackWish = {
  readonly scope: 'full' | 'amount' | 'percent' | 'lines'
  /** Minor units; with `lines` it is shared among them, absent = all that is left of them. */
  readonly amount?: number
  readonly percentBps?: number
  readonly prices: readonly Param[]
  /** With `lines`: at most so much of the lines of a price. */
  readonly limits?: readonly { readonly price: Param; readonly amount: number }[]
}

/**
 * Part of a refund, worked out at run time from what was paid, refunded and transferred: `plan/give-back.ts`.
 * `amount` = the refund, `lines` = lines of its credit note, `reversal` = what is taken back of the transfer at `each`.
 */
export type GiveBack = {
  readonly $giveBack: 'amount' | 'lines' | 'reversal'
  readonly wish: GiveBackWish
  /** Whose share belongs to which prices; no prices = a share of the whole payment. */
  readonly legs: readonly { readonly account: Param; readonly prices: readonly Param[] }[]
  readonly lines: Ref
  /** Payment intents with `latest_charge`, or the invoice itself where it is not paid yet. */
  readonly charges: Ref
  /** With `amount`: what of it goes elsewhere, minor units. */
  readonly less?: number
  /** Tax is worked out automatically: credit notes then count without any tax. */
  readonly automatic?: true
  /** Credit notes of the invoice so far; absent where there is no invoice. */
  readonly notes?: Ref
}

/** A number less another: what is left of a transfer. */
export type Difference = { readonly $difference: Ref; readonly less: Ref }

/**
 * What is left of a share that is sent days after its payment: less what was given back of the payment meanwhile, and
 * nothing while it is contested, or when that was lost. Worked out at run time by `plan/left.ts`.
 */
export type Left = {
  readonly $left: Param
  /** A reversal of the share, as if it had been sent; absent where refunds leave the share alone. */
  readonly back?: GiveBack
  /** Answers of `disputes.list`, one per `each`; absent where disputes leave the share alone. */
  readonly disputes?: Ref
}

/** A time so many seconds after the call, in seconds since 1970: a program works it out when it calls. */
export type FromNow = { readonly $fromNow: number }

/** A parameter of an operation: plain, or to be filled in at run time. */
export type Param =
  | string
  | number
  | boolean
  | Ref
  | Share
  | GiveBack
  | Difference
  | Left
  | FromNow
  | readonly Param[]
  | { readonly [key: string]: Param }

/** What a block may say about an operation beside call and parameters. */
export type OperationDraft = {
  /** Word that tells operations of one block apart; the last part of `call` when absent. */
  readonly name?: string
  /** Human title: "Create price “Cleaning”"; made from call and label when absent. */
  readonly title?: string
  /** Id in the URL of the call. */
  readonly target?: Param
  /** Account in whose context it is called; absent = the block's `onAccount`, else the platform. */
  readonly onAccount?: Param
  /** Runs once per element of this list. */
  readonly each?: Ref
  /** Of the elements only those of which all of these hold. */
  readonly only?: readonly Condition[]
  /** Inside a reaction: only when all of these hold of the fetched object; left out otherwise. */
  readonly when?: readonly Condition[]
  /** Repeats until the answer has this value. */
  readonly until?: { readonly path: string; readonly equals: string }
  /** Days after the payment on which it is made; absent = at once. */
  readonly waitDays?: number
  /** Operations to wait for beside those that the parameters refer to. */
  readonly after?: readonly Ref[]
  /** Readable idempotency key with places: `split:{invoice}:{account}`; the operation's id when absent. */
  readonly key?: string
  readonly keyValues?: Readonly<Record<string, Ref>>
}

/**
 * What must hold of a fetched object before a reaction, or one of its calls, goes on: a member that equals a text, or
 * a number above this one. `negated` = must not hold. `plan/holds.ts` decides.
 */
export type Condition =
  | { readonly path: string; readonly equals: string; readonly negated?: true }
  | { readonly path: string; readonly above: number; readonly negated?: true }

/** To which events a reaction answers, what it fetches again first, and when it goes on. */
export type ReactionDraft = {
  readonly events: readonly string[]
  /** Resource of the object that the events are about: `invoices`, fetched by `<resource>.retrieve`. */
  readonly fetch: string
  readonly when: readonly Condition[]
  /** Waits until every payment so far has been reacted to: it needs what those reactions make. */
  readonly late?: true
}

/** One leg of a split. */
export type SplitLeg = {
  /** Block that receives the leg: a transfer, a hold, the platform balance. */
  readonly leg: BlockId
  /** Ids of the prices whose lines belong to this leg (mode `by_line_item`), as the API knows them, and their blocks. */
  readonly prices: readonly { readonly block: BlockId; readonly id: Param }[]
  /** Commission of this leg in basis points. */
  readonly commissionBps: number
  /** Mode `legs`: part of what the legs share, in basis points, a fixed amount, or parts of the remainder. */
  readonly percentBps?: number
  readonly fixed?: number
  readonly remainderParts?: number
  /** It alone bears what customers are spared, where one provider funds the discounts. */
  readonly fundsDiscounts?: true
}

/** The terms of a split: everything that its arithmetic needs but the lines and the charges. */
export type SplitTerms = {
  readonly split: BlockId
  readonly mode: 'by_line_item' | 'legs'
  readonly basis: 'gross' | 'net_of_tax' | 'net_of_fees'
  readonly feeBearer: 'platform' | 'providers'
  /** Who gives up money for a discount: legs start from the list or from the discounted lines, or one leg bears it all. */
  readonly discountsFundedBy: 'platform' | 'providers' | 'provider'
  readonly commissionBps: number
  readonly commissionMin?: number
  readonly commissionMax?: number
  readonly legs: readonly SplitLeg[]
}
