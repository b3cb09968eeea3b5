import { expect } from '@playwright/test'
import type { App } from './app.ts'
import { test } from './test.ts'

/** Who answers for what of the selected payment, as the inspector says it. */
const responsible = async (app: App): Promise<Readonly<Record<string, string>>> => {
  const section = app.inspector.getByRole('region', { name: 'Who is responsible' })
  const questions = await section.getByRole('term').allTextContents()
  const answers = await section.getByRole('definition').allTextContents()
  return Object.fromEntries(questions.map((question, index) => [question, answers[index] ?? '']))
}

const platform = {
  'Merchant of record': 'The platform',
  'Pays Stripe’s fees': 'The platform',
  'Refunds come from': 'The platform',
  'Loses a dispute': 'The platform',
  'Covers a negative balance': 'The platform',
}

test('the charge type decides who sells, pays fees, refunds and loses disputes, and what is wrong with it', async ({
  app,
}) => {
  await app.openTemplate('Marketplace, one seller per order')
  await expect(app.block('Order')).toContainText('Payment · destination')
  await app.select('Order')
  await expect.poll(() => responsible(app)).toEqual(platform)
  const before = await app.rules()

  await app.choose('Order', 'Charge type', 'Direct: the account sells')
  await expect(app.block('Order')).toContainText('Payment · direct')
  await expect
    .poll(() => responsible(app))
    .toEqual({
      ...platform,
      'Merchant of record': 'Tideline Ceramics',
      'Refunds come from': 'Tideline Ceramics',
      'Loses a dispute': 'Tideline Ceramics',
    })

  await app.choose('Order', 'Charge type', 'Separate: several are paid')
  await expect(app.block('Order')).toContainText('Payment · separate')
  await expect.poll(() => responsible(app)).toEqual(platform)
  await expect(app.problem('connect/application-fee-on-separate')).toHaveCount(1)
  await expect(app.problem('connect/refund-reverse-flag-separate')).toHaveCount(1)

  await app.choose('Order', 'Charge type', 'Destination: one account is paid')
  await expect.poll(() => app.rules()).toEqual(before)
})
