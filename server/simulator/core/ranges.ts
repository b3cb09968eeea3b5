import { LIMITS } from '#shared/facts/limits.ts'
import { invalidRequest } from './errors.ts'

type Range = readonly [least: number, most: number]

const ANY = Number.MAX_SAFE_INTEGER
/** Unix times up to the end of the year 9999: beyond there are no dates. */
const TIME: Range = [0, 253_402_300_799]
const PERCENT: Range = [0, 100]
/** Ten years. */
const DAYS: Range = [0, 3650]
const QUANTITY: Range = [0, 999_999]
const COUNT: Range = [1, ANY]
const AMOUNT: Range = [0, LIMITS.maximumAmount]
/** Twelve digits: sums of these are still exact. */
const SUMMABLE: Range = [-999_999_999_999, 999_999_999_999]

/**
 * What numbers may be, where that is the same wherever a parameter of the name appears: by its name, or with the name
 * of what it is in. The SDK's types say “number” only. What depends on other parameters is the endpoint's to check.
 */
const RANGES: Readonly<Record<string, Range>> = {
  amount: SUMMABLE,
  amount_off: [1, LIMITS.maximumAmount],
  amount_percent: PERCENT,
  application_fee_amount: AMOUNT,
  application_fee_percent: PERCENT,
  billing_cycle_anchor: TIME,
  cancel_at: TIME,
  deadline: TIME,
  fixed: AMOUNT,
  'notices[overdue]': DAYS,
  'notices[upcoming]': DAYS,
  'notices[will_be_due]': DAYS,
  percent_bps: [0, 10_000],
  'retry_policy[days]': DAYS,
  'completed_sessions[limit]': COUNT,
  'custom_unit_amount[maximum]': AMOUNT,
  'custom_unit_amount[minimum]': AMOUNT,
  'custom_unit_amount[preset]': AMOUNT,
  date: TIME,
  day_of_month: [1, 31],
  days_until_due: DAYS,
  delay_days_override: [0, 31],
  due_date: TIME,
  estimated_worker_count: [0, ANY],
  expires_at: TIME,
  'fixed_amount[amount]': AMOUNT,
  frozen_time: TIME,
  hour: [0, 23],
  unit_amount: SUMMABLE,
  'line_items[quantity]': [1, 999_999],
  max_redemptions: COUNT,
  'maximum[value]': COUNT,
  'minimum[value]': COUNT,
  minute: [0, 59],
  month: [1, 12],
  next_invoice_sequence: COUNT,
  percent_ownership: PERCENT,
  proration_date: TIME,
  quantity: QUANTITY,
  redeem_by: TIME,
  resumes_at: TIME,
  second: [0, 59],
  trial_end: TIME,
  trial_period_days: [1, 730],
}

/** Refuses a number out of its range. The path is as `items[0][quantity]`. */
export function checkRange(value: number, path: string): void {
  const names = path
    .replaceAll(']', '')
    .split('[')
    .filter(name => !/^\d+$/.test(name))
  const [name = '', parent = ''] = names.toReversed()
  const range = RANGES[`${parent}[${name}]`] ?? RANGES[name]
  if (range === undefined) return
  const [least, most] = range
  const more = { code: 'parameter_invalid_integer', param: path }
  if (value < least) throw invalidRequest(`This value must be greater than or equal to ${least}.`, more)
  if (value > most)
    throw invalidRequest(
      `This value must be less than or equal to ${most} (it currently is '${value}').`,
      more,
    )
}
