import { expect } from '@playwright/test'

/** Puts available money on the platform's balance, as a person does in a sandbox: by a top-up. */
export async function putMoneyOn(server: string, amount: number): Promise<void> {
  const { inside } = await (await fetch(`${server}/api/server`)).json()
  const headers = { authorization: 'Bearer sk_test_sluice_built_in_simulator' }
  const made = await fetch(new URL('/v1/topups', inside), {
    method: 'POST',
    headers,
    body: new URLSearchParams({ amount: String(amount), currency: 'usd' }),
  })
  const { id } = await made.json()
  const status = async (): Promise<unknown> =>
    (await (await fetch(new URL(`/v1/topups/${id}`, inside), { headers })).json()).status
  await expect.poll(status).toBe('succeeded')
}
