/** What Stripe keeps in the Dashboard of a platform, in the words of `POST /_sim/settings`; left out is as Stripe begins. */
export type DashboardSettings = {
  readonly retry_policy?: RetryPolicy
  readonly notices?: Notices
  /** Fees that differ from the published ones, by their id. */
  readonly fees?: Readonly<Record<string, { readonly percent_bps: number; readonly fixed: number }>>
  readonly radar?: RadarSettings
}

/** When a failed renewal is tried again, in days from its first try, and what happens when all tries failed. */
export type RetryPolicy = {
  readonly days: readonly number[]
  readonly final_action: 'cancel' | 'unpaid' | 'past_due'
}

/**
 * Days before a renewal or a due date, or after it, at which it is told. Reminders of due dates are Automations of the
 * Dashboard, and there are none until somebody makes one.
 */
export type Notices = {
  readonly upcoming?: number
  readonly will_be_due?: number
  readonly overdue?: number
}

/** What Radar blocks and puts up for review. */
export type RadarSettings = {
  /** From which risk on a payment is blocked. */
  readonly block?: 'elevated' | 'highest' | 'never'
  /** Whether a payment of elevated risk is put up for review. */
  readonly review?: 'elevated' | 'never'
  /** Blocks cards whose code the bank found wrong. */
  readonly block_cvc_failure?: boolean
  /** Blocks cards whose postal code the bank found wrong. */
  readonly block_postal_failure?: boolean
  /** Blocks cards of these countries. */
  readonly block_countries?: readonly string[]
}

/** How an account begins: eight tries within two weeks (the exact hours are Stripe's secret; these are even). */
export const USUAL = {
  retry_policy: { days: [1, 3, 5, 7, 9, 11, 13, 14], final_action: 'cancel' },
  notices: { upcoming: 7 },
  fees: {},
  radar: {
    block: 'highest',
    review: 'elevated',
    block_cvc_failure: false,
    block_postal_failure: false,
    block_countries: [],
  },
} satisfies DashboardSettings
