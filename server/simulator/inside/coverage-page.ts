import type { Endpoint } from '../core/endpoint.ts'
import { stripeRoutes } from '../core/schema.ts'
import { insideEndpoints } from './index.ts'

/** What differs from Stripe on purpose, in words. */
const LIMITS: readonly string[] = [
  'Only the API version that the installed `stripe` package pins; another `Stripe-Version` is refused. Only test keys; each key is a platform account of its own.',
  'Payment methods are test cards (`pm_card_*`, `tok_*`, test numbers), test IBANs of Austria and Germany (`sepa_debit`), `pm_usBankAccount_*`, and the test numbers of `us_bank_account`, which wait for microdeposits (`SM11AA`, or 32 and 45). Other types are refused. A debit is booked when the bank has answered, not before; SEPA debits cost nothing unless `POST /_sim/settings` sets a fee.',
  'A webhook delivery that fails is made again for three days, as Stripe does, but sooner at first: after 1, 5, 30 seconds, 2 and 10 minutes, 1, 2, 5, 10 hours, then every 12 hours.',
  'Money of a payment that is captured asynchronously (the default) is booked before the next request is looked at, and `charge.updated` tells of it; at Stripe that takes up to an hour. A payment is captured once: `final_capture: false`, overcapture and extended authorisations are refused. Charges made with a token have a payment method and no `source`. An inquiry or a dispute that nobody answers is over after seven days of the wall clock; what a bank decides of evidence other than Stripe’s test texts stays under review.',
  'A balance is kept per currency, without conversion. The fixed part of published fees is in US dollars and is left out for other currencies, unless `POST /_sim/settings` says otherwise.',
  'Payouts by schedule are made at midnight UTC of the wall clock, weekends included, on accounts that have a bank account (a platform has none until it adds one); each is with the bank a day later and arrives a day after that. The balance of a connected account that is negative and may be debited is made good in the same way; `connect_reserved` shows what is missing elsewhere, and is not taken from `available`.',
  'A failed renewal is retried eight times within two weeks on fixed days (1, 3, 5, 7, 9, 11, 13, 14), then the subscription is canceled; `POST /_sim/settings` changes both.',
  '`invoice.upcoming` is sent seven days before a renewal that is charged by itself, and not where a period is shorter. `invoice.will_be_due` and `invoice.overdue` are Automations of the Dashboard: they are sent once `POST /_sim/settings` says on which day.',
  'A draft that is opened by itself an hour after it was made waits, hour by hour and for 72 hours at most, while an endpoint refuses its `invoice.created`; it is opened within an hour of being acknowledged (at Stripe an hour after). On a test clock the same holds of an endpoint that has refused the event before the clock reaches that hour; within one advance nothing waits for deliveries, which are made once it is over.',
  'Billing thresholds are looked at when a meter event comes in, and count what was used in the period, what waits for the next invoice and discounts; they are refused on phases of schedules and in previews. Licensed items are billed ahead of a period that a threshold begins (`reset_billing_cycle_anchor`). A trial’s length is taken from prices (`trial_from_plan`) when a subscription is made, not when it is changed.',
  'Connect and Billing fees are not booked. Checkout, payment links and authentication have a small page of the simulator’s own; other hosted pages do not exist, and their addresses end in `simulator.invalid`.',
  'Automatic tax uses a small table of standard rates (`shared/facts/tax-table.ts`): VAT of the European Union, Great Britain, Norway and Switzerland, GST of Australia, New Zealand and Singapore, JCT, and the statewide sales tax of California, Florida, New York, Pennsylvania, Texas and Washington, without what cities and districts add, and without reduced rates. Registrations elsewhere, other tax codes than the general ones, and places told by `tax[ip_address]` are refused. A business owes the tax itself (reverse charge) where it has an `eu_vat` number and buys across a border within the European Union, and where `tax_exempt` says so; numbers of other countries and territories with rules of their own are not looked at. Tax ids are checked for their form and stay unverified.',
  'Parameters that the SDK has and whose effect Stripe does not document answer 501: `end_behavior` of `none` and `renew` (the SDK lists them and explains only `release` and `cancel`), `pause_schedules` of schedules, and `payment_method` of top-ups (a `source` of Stripe’s test banks tells how a top-up ends). `source` and `default_source` of customers, and `/v1/customers/{id}/sources`, are the API of sources and cards from before payment methods: attach a payment method. Tokens of persons and accounts (`person_token`, `account_token`) are refused.',
  'No parameter of this version puts a discount on a customer: `DELETE /v1/customers/{id}/discount` answers that there is none. A `Stripe-Context` names a connected account, or this platform and then one (`acct_…/acct_…`); keys of organisations and accounts behind connected accounts do not exist. A finalised invoice is revised with `from_invoice` alone: what else is to change is changed on the draft.',
  'Connected accounts whose requirements Stripe collects stay inactive until `POST /_sim/accounts/{id}/onboard`; where the platform collects, they become active once it has sent what is due. Of Stripe’s test identity values `address_no_match` and the numbers `111111111` do not pass until `file_identity_document_success` is sent; others pass.',
]

/** What can be asked without a key, about all of them. */
const KEYLESS: readonly { readonly name: string; readonly what: string }[] = [
  {
    name: 'GET /_sim',
    what: 'accounts, balances, objects, events, requests; a page in a browser, JSON otherwise',
  },
  {
    name: 'GET /_sim/objects/{id}',
    what: 'one object, whosesoever it is; a page in a browser, JSON otherwise',
  },
  {
    name: 'GET /_sim/requests?limit=100',
    what: 'the latest requests with their answers and faults, why each refused one was refused (`error`), visits of the simulator’s own pages among them',
  },
  { name: 'GET /_sim/requests/{id}', what: 'one of them, as `request_log_url` of an error says' },
  { name: 'POST /_sim/reset', what: 'forgets everything; `seed` begins with another seed' },
  { name: 'POST /_sim/snapshot', what: 'keeps the state, and answers its name' },
  {
    name: 'POST /_sim/restore',
    what: 'makes the state what it was at a `snapshot`; time does not go back',
  },
]

/** The page `docs/simulator.md`: what the simulator covers, from what it implements. */
export function coveragePage(endpoints: readonly Endpoint[]): string {
  const done = new Set(endpoints.map(endpoint => endpoint.name))
  const areas = new Map<string, string[]>()
  for (const [method, path] of stripeRoutes) {
    const area = areaOf(path)
    const list = areas.get(area) ?? []
    areas.set(area, list)
    list.push(`${method} ${path}`)
  }
  const covered = [...areas].filter(([, names]) => names.some(name => done.has(name)))
  const absent = [...areas]
    .filter(([, names]) => !names.some(name => done.has(name)))
    .map(([area]) => `\`${area}\``)
  return `# The Stripe simulator

A stateful Stripe API over HTTP: \`npx sluice simulator --port 12111\`, then point any Stripe SDK or the Stripe CLI at it
(\`host\`, \`port\`, \`protocol\`) with a test key of your choice. State lives in memory and, with \`--data DIR\`, in a journal
of accepted requests that is written before each answer and done again at the next start. Ids and faults come from
\`--seed\`. Parameters and answers follow the types of the installed \`stripe\` package.

What the SDK knows and the simulator lacks answers 501 with \`simulator_unsupported\` and names the endpoint or the
parameter; an address that the SDK does not know answers 404. This page is generated: \`npx tsx tools/generate-stripe-coverage.ts\`.

## Differences from Stripe

${LIMITS.map(limit => `- ${limit}`).join('\n')}

## Its own addresses

${[...KEYLESS, ...insideEndpoints].map(({ name, what }) => `- \`${name}\`: ${what}`).join('\n')}

A request with the header \`Simulator-Fault\` (\`429\`, \`500-before\`, \`500-after\`, \`drop-before\`, \`drop-after\`,
\`timeout-before\`, \`timeout-after\`, \`slow:300\`) goes wrong in that way, before or after it was done;
\`--faults 429=0.05,webhook-duplicate=0.1\` draws faults from the seed, of the same kinds and \`webhook-duplicate\`,
\`webhook-delay=0.1:500\`, \`webhook-reorder\`, \`webhook-drop\`. What is reordered waits until later events have arrived (or
none came for 250 ms), and then goes out the latest first.

## Covered: ${done.size} of ${stripeRoutes.length} endpoints

${covered.map(([area, names]) => areaPart(area, names, done)).join('\n')}

Not covered at all: ${absent.join(', ')}.
`
}

function areaOf(path: string): string {
  const [, version = '', first = '', second = ''] = path.split('/')
  const grouped = [
    'billing',
    'billing_portal',
    'checkout',
    'radar',
    'tax',
    'test_helpers',
    'core',
    'entitlements',
  ].includes(first)
  return `/${version}/${first}${grouped && !second.startsWith('{') ? `/${second}` : ''}`
}

function areaPart(area: string, names: readonly string[], done: ReadonlySet<string>): string {
  const missing = names.filter(name => !done.has(name))
  const count = `${names.length - missing.length} of ${names.length}`
  return `- \`${area}\`: ${missing.length === 0 ? 'all' : count}${missing.length === 0 ? '' : `; not ${missing.map(name => `\`${name}\``).join(', ')}`}`
}
