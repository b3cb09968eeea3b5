import { unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { given, scheduleWith } from './payout-schedule.ts'

type Settings = NonNullable<ApiObjects['account']['settings']>
type Asked = NonNullable<EndpointParams<'POST /v1/accounts'>['settings']>
type AskedPayouts = NonNullable<Asked['payouts']>

/** An account's settings with what is asked of them: payouts, statement descriptors, the look of its pages. */
export function settingsWith(before: Settings, asked: Asked): Settings {
  for (const name of [
    'card_issuing',
    'treasury',
    'bacs_debit_payments',
    'paypay_payments',
    'sepa_debit_payments',
  ] as const)
    if (asked[name] !== undefined) throw unsupported(`${name} of an account`, `settings[${name}]`)
  if (asked.invoices !== undefined) throw unsupported('invoices of an account', 'settings[invoices]')
  const { branding, card_payments: cards, payments, payouts } = asked
  const prefix = cards?.statement_descriptor_prefix
  return {
    ...before,
    branding: { ...before.branding, ...given({ ...branding }) },
    card_payments: {
      ...before.card_payments,
      ...given({ statement_descriptor_prefix: prefix }),
      ...(cards?.decline_on === undefined
        ? {}
        : {
            decline_on: {
              avs_failure: false,
              cvc_failure: false,
              ...before.card_payments.decline_on,
              ...cards.decline_on,
            },
          }),
    },
    payments: { ...before.payments, ...given({ statement_descriptor: payments?.statement_descriptor }) },
    ...(payouts === undefined || before.payouts === undefined
      ? {}
      : { payouts: payoutsWith(before.payouts, payouts) }),
  }
}

function payoutsWith(
  before: NonNullable<Settings['payouts']>,
  asked: AskedPayouts,
): NonNullable<Settings['payouts']> {
  const { schedule: wanted = {} } = asked
  for (const name of ['monthly_anchor', 'weekly_anchor'] as const)
    if (wanted[name] !== undefined)
      throw unsupported(
        `${name}: use ${name.replace('anchor', 'payout_days')}`,
        `settings[payouts][schedule][${name}]`,
      )
  const { delay_days: delay } = wanted
  const schedule = scheduleWith(before.schedule, wanted, 'settings[payouts][schedule]')
  return {
    ...before,
    ...given({
      debit_negative_balances: asked.debit_negative_balances,
      statement_descriptor: asked.statement_descriptor,
    }),
    schedule: { ...schedule, delay_days: typeof delay === 'number' ? delay : before.schedule.delay_days },
  }
}
