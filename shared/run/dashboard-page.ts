/** Pages of the Dashboard by the prefix of the object’s id. Source: addresses of Stripe’s Dashboard, read 2026-11. */
const PAGES: Readonly<Record<string, string>> = {
  acct: 'connect/accounts',
  clock: 'billing/subscriptions/test-clocks',
  cus: 'customers',
  in: 'invoices',
  pi: 'payments',
  price: 'prices',
  prod: 'products',
  sub: 'subscriptions',
  tr: 'connect/transfers',
}

/** Where a test object is looked at in Stripe’s Dashboard; a search for it where it has no page of its own. */
export const dashboardPage = (id: string): string => {
  const [, prefix = ''] = /^([a-z]+)_/.exec(id) ?? []
  const page = PAGES[prefix]
  const safe = encodeURIComponent(id)
  return `https://dashboard.stripe.com/test/${page === undefined ? `search?query=${safe}` : `${page}/${safe}`}`
}
