import { bundle } from '#shared/check/example-flows.ts'
import { setProps } from '#shared/check/fixes.ts'
import { found } from '#shared/check/found.ts'
import { atField } from '#shared/check/locations.ts'
import { blockRule } from '#shared/check/rule.ts'
import { quoted } from '#shared/check/words.ts'

/** Hours that transfers take longer under the recipient agreement. */
const EXTRA = 24
/** Promises allow for the recipient agreement's extra day. */
export const recipientExtraDay = blockRule({
  id: 'connect/recipient-extra-day',
  severity: 'info',
  needs: 'graph',
  on: ['connected-account'],
  docs: {
    title: "Promises allow for the recipient agreement's extra day",
    why: 'Transfers take an extra 24 h to become available.',
    source: 'https://docs.stripe.com/connect/service-agreement-types',
  },
  valid: [
    {
      name: 'two days',
      graph: bundle({ set: { A: { serviceAgreement: 'recipient', promisedWithinHours: 48 } } }),
    },
  ],
  invalid: [
    {
      name: 'at once',
      graph: bundle({ set: { A: { serviceAgreement: 'recipient', promisedWithinHours: 2 } } }),
      reports: [
        {
          message: '“A” is promised its money sooner than the recipient agreement brings it, found 2 hours',
          location: atField('A', 'promisedWithinHours'),
        },
      ],
    },
  ],
  *check(account) {
    const { serviceAgreement, promisedWithinHours: hours } = account.props
    if (serviceAgreement !== 'recipient' || hours === undefined || hours >= EXTRA) return
    yield found(
      atField(account.id, 'promisedWithinHours'),
      `${quoted(account)} is promised its money sooner than the recipient agreement brings it, found ${hours} hours`,
      [setProps(`Promise ${hours + EXTRA} hours`, account, { promisedWithinHours: hours + EXTRA })],
    )
  },
})
