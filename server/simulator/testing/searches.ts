import type { Stripe } from 'stripe'

/** When the search test begins, in seconds. */
export const T0 = 1_767_225_600

type Metadata = { readonly n: string; readonly group: string }
/** An object that was found, as far as the test knows it. */
export type Found = { readonly metadata: Readonly<Record<string, string>> | null }
type Params = { query: string; limit?: number; page?: string; expand?: string[] }
/** A kind of objects that can be searched: three of them, and what is asked. */
export type Search = {
  readonly resource: string
  /** Makes the first, the second and the third: in the groups a, b and b. */
  readonly make: (stripe: Stripe, metadata: Metadata, n: number) => Promise<unknown>
  readonly search: (stripe: Stripe, params: Params) => Stripe.ApiSearchResultPromise<Found>
  /** What is asked of this kind alone, and which objects are found, the newest first. */
  readonly asks: readonly (readonly [query: string, found: readonly number[]])[]
  /** What this kind cannot be asked. */
  readonly refused: readonly (readonly [query: string, message: string])[]
}

/** A customer with a card, and a price to bill. */
async function buyer(stripe: Stripe) {
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 500,
    recurring: { interval: 'month' },
    product_data: { name: 'Box' },
  })
  return { customer: customer.id, price: price.id }
}

/** The kinds that Stripe can search. */
export const SEARCHES: readonly Search[] = [
  {
    resource: 'charges',
    make: async (stripe, metadata, n) => {
      const source = n === 3 ? 'tok_mastercard' : 'tok_visa'
      const charge = await stripe.charges.create({ amount: n * 1000, currency: 'usd', source, metadata })
      if (n === 2) await stripe.refunds.create({ charge: charge.id })
    },
    search: (stripe, params) => stripe.charges.search(params),
    asks: [
      ['amount>1000', [3, 2]],
      ['amount>=1000 AND amount<"3000"', [2, 1]],
      ['amount:1000 OR amount="3000"', [3, 1]],
      ['payment_method_details.card.last4:4242', [2, 1]],
      ['-payment_method_details.card.brand:"visa"', [3]],
      ['refunded:"true"', [2]],
      ['-refunded:"true" AND status:"SUCCEEDED"', [3, 1]],
      ['customer:null', [3, 2, 1]],
      [`created>=${T0}`, [3, 2, 1]],
      [`created>${T0 + 9999}`, []],
    ],
    refused: [
      ['status~"succ"', 'does not support the operator `~`'],
      ['currency>5', 'does not support the operator `>`'],
      ['amount>"much"', 'only be compared with a number'],
      ['amount>null', 'only be compared with a number'],
    ],
  },
  {
    resource: 'customers',
    make: (stripe, metadata, n) => {
      const name = ['Ann Archer', 'Bob Baker', 'Ann “Coop” Cooper'][n - 1] ?? ''
      const email = ['ann@example.com', 'bob@example.com', 'cooper@example.com'][n - 1] ?? ''
      return stripe.customers.create({ name, email, metadata, ...(n === 3 ? { phone: '+1555' } : {}) })
    },
    search: (stripe, params) => stripe.customers.search(params),
    asks: [
      ['email:"bob@example.com"', [2]],
      ['email~"EXAMPLE.com"', [3, 2, 1]],
      ['name~"ann"', [3, 1]],
      ['-name~"ann"', [2]],
      ['name~"ann" AND -name~"cooper"', [1]],
      ['email:"ann@example.com" OR email:"bob@example.com"', [2, 1]],
      ['phone:null', [2, 1]],
      ['-phone:NULL', [3]],
      [`created<=${T0 + 9999} name:"ann archer"`, [1]],
      ["name:'Ann “Coop” Cooper'", [3]],
      ['name:"say \\"Ann\\""', []],
    ],
    refused: [
      ['name~"an"', 'at least 3 characters'],
      ['name>5', 'does not support the operator `>`'],
      ['id:"cus_1"', 'unsupported search field'],
    ],
  },
  {
    resource: 'invoices',
    make: async (stripe, metadata, n) => {
      const { customer, price } = await buyer(stripe)
      if (n === 3) return stripe.subscriptions.create({ customer, items: [{ price }] })
      const { id } = await stripe.invoices.create({ customer, metadata })
      await stripe.invoices.addLines(id, { lines: [{ amount: n * 1000, description: 'Work' }] })
      return n === 1 ? stripe.invoices.finalizeInvoice(id) : undefined
    },
    search: (stripe, params) => stripe.invoices.search(params),
    asks: [
      ['total>500', [2, 1]],
      ['total:500', [3]],
      ['status:"draft"', [2]],
      ['status:"open" OR status:"paid"', [3, 1]],
      ['subscription:null', [2, 1]],
      ['-subscription:null', [3]],
      ['number:null', [2]],
      ['last_finalization_error_code:null', [3, 2, 1]],
      ['currency:"usd" AND -status:"draft"', [3, 1]],
    ],
    refused: [
      ['total~"100"', 'does not support the operator `~`'],
      ['amount:100', 'unsupported search field'],
    ],
  },
  {
    resource: 'payment_intents',
    make: (stripe, metadata, n) =>
      stripe.paymentIntents.create({
        amount: n * 1000,
        currency: n === 3 ? 'eur' : 'usd',
        metadata,
        ...(n === 2 ? { payment_method: 'pm_card_visa', confirm: true } : {}),
      }),
    search: (stripe, params) => stripe.paymentIntents.search(params),
    asks: [
      ['-currency:"usd"', [3]],
      ['status:"succeeded"', [2]],
      ['amount<3000 -status:"succeeded"', [1]],
      ['customer:null', [3, 2, 1]],
    ],
    refused: [['id:"pi_1"', 'unsupported search field']],
  },
  {
    resource: 'prices',
    make: (stripe, metadata, n) =>
      stripe.prices.create({
        currency: n === 1 ? 'jpy' : 'usd',
        unit_amount: 100,
        product_data: { name: 'Box' },
        metadata,
        active: n !== 2,
        ...(n === 3 ? { lookup_key: 'gold_monthly', recurring: { interval: 'month' } } : {}),
      }),
    search: (stripe, params) => stripe.prices.search(params),
    asks: [
      ['active:"true"', [3, 1]],
      ['-active:"true" OR currency:"jpy"', [2, 1]],
      ['type:"recurring"', [3]],
      ['lookup_key:"gold_monthly"', [3]],
      ['lookup_key:null', [2, 1]],
      ['product:"prod_nobody"', []],
    ],
    refused: [['unit_amount:100', 'unsupported search field']],
  },
  {
    resource: 'products',
    make: (stripe, metadata, n) =>
      stripe.products.create({
        name: ['Gold plan', 'Silver plan', 'Box'][n - 1] ?? '',
        metadata,
        active: n !== 2,
        ...(n === 1 ? { description: 'The story called "The Sky"' } : {}),
        ...(n === 3 ? { url: 'https://example.com/box', shippable: true } : {}),
      }),
    search: (stripe, params) => stripe.products.search(params),
    asks: [
      ['name~"plan"', [2, 1]],
      ['name~"plan" AND active:"true"', [1]],
      ['description:"the story called \\"the sky\\""', [1]],
      ['url~"example.com"', [3]],
      ['url:null', [2, 1]],
      ['shippable:"true"', [3]],
    ],
    refused: [['active~"tru"', 'does not support the operator `~`']],
  },
  {
    resource: 'subscriptions',
    make: async (stripe, metadata, n) => {
      const { customer, price } = await buyer(stripe)
      const { id } = await stripe.subscriptions.create({
        customer,
        items: [{ price }],
        metadata,
        ...(n === 3 ? { trial_period_days: 7 } : {}),
      })
      if (n === 1) await stripe.subscriptions.cancel(id)
    },
    search: (stripe, params) => stripe.subscriptions.search(params),
    asks: [
      ['status:"active" OR status:"trialing"', [3, 2]],
      ['status:"canceled"', [1]],
      ['canceled_at:null', [3, 2]],
      [`canceled_at>=${T0}`, [1]],
      [`-created>${T0 + 9999}`, [3, 2, 1]],
    ],
    refused: [['customer:"cus_1"', 'unsupported search field']],
  },
]

/** What is asked of every kind. */
export const ASKS: Search['asks'] = [
  ['metadata["group"]:"b"', [3, 2]],
  ["metadata['group']:'B'", [3, 2]],
  ['-metadata["group"]:"b"', [1]],
  ['metadata["group"]:"b" AND metadata["n"]:"2"', [2]],
  ['metadata["group"]:"b" and -metadata["n"]:"2"', [3]],
  ['metadata["group"]:"b" metadata["n"]:2', [2]],
  ['metadata["n"]:"1" OR metadata["n"]:"3"', [3, 1]],
  ['metadata["n"]:"1" or -metadata["n"]:"3"', [2, 1]],
  ['metadata["nothing"]:null', [3, 2, 1]],
  ['-metadata["n"]:null', [3, 2, 1]],
]
/** What no kind can be asked. */
export const REFUSED: Search['refused'] = [
  ['', 'unable to parse'],
  ['name', 'unable to parse'],
  ['(metadata["n"]:"1")', 'unable to parse'],
  ['metadata["n"]:"1" AND', 'unable to parse'],
  ['metadata["n"]:b', 'unable to parse'],
  ['metadata:"b"', 'Field `metadata` is an unsupported search field'],
  ['colour:"red"', 'Field `colour` is an unsupported search field'],
  ['metadata["n"]~"one"', 'does not support the operator `~`'],
  ['metadata["n"]:"1" AND metadata["n"]:"2" OR metadata["n"]:"3"', 'cannot be combined'],
  [Array.from({ length: 11 }, () => 'metadata["n"]:"1"').join(' '), 'at most 10 clauses'],
]
