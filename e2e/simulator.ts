import { expect } from '@playwright/test'

/** Puts available money on the platform's balance, as a person does in a sandbox: with the card that bypasses pending. */
export async function putMoneyOn(server: string, amount: number): Promise<void> {
  const { inside } = await (await fetch(`${server}/api/server`)).json()
  const answer = await fetch(new URL('/v1/payment_intents', inside), {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sluice_built_in_simulator' },
    body: new URLSearchParams({
      amount: String(amount),
      currency: 'usd',
      confirm: 'true',
      payment_method: 'pm_card_bypassPending',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
    }),
  })
  expect(await answer.json()).toMatchObject({ status: 'succeeded' })
}
