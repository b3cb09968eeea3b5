import { endpoint } from '../core/endpoint.ts'
import { cardError, invalidRequest, missingParam, noSuch, unsupported } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import { mergeMetadata, type World } from '../core/world.ts'
import { refusalOf } from '../money/declines.ts'
import { isUnverified } from '../money/microdeposits.ts'
import { testIdOfNumber } from '../money/test-card-numbers.ts'
import { type TestCard, testCard } from '../money/test-cards.ts'
import { testIban } from '../money/test-debits.ts'
import { checkAttachable, spend } from './method-use.ts'
import { redeemToken } from './redeem-token.ts'
import { awaitingDeposits, testAccountFor } from './us-bank-accounts.ts'

type PaymentMethod = ApiObjects['payment_method']

/** Makes a payment method of a test card or bank account. */
function createFromTest(world: World, test: string, more: Given<PaymentMethod> = {}): PaymentMethod {
  const card = testCard(test) ?? testIban(test)
  if (card === undefined) throw noSuch('PaymentMethod', test, 'payment_method')
  const method = world.create('payment_method', {
    billing_details: {},
    created: world.now,
    metadata: {},
    ...detailsOf(world, test, card),
    ...more,
    allow_redisplay: more.allow_redisplay ?? 'unspecified',
  })
  world.hide('hidden.card', { id: method.id, test })
  return method
}

function detailsOf(world: World, test: string, card: TestCard): Given<PaymentMethod> {
  const fingerprint = fingerprintOf(test)
  const { last4 } = card
  if (card.type === 'sepa_debit')
    return {
      type: 'sepa_debit',
      sepa_debit: { bank_code: test.slice(4, 9), country: card.country, fingerprint, last4 },
    }
  if (card.type === 'us_bank_account')
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint,
        last4,
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number: '110000000',
      },
    }
  return {
    type: 'card',
    card: {
      brand: card.brand,
      checks: checksOf(card),
      country: card.country,
      display_brand: card.brand,
      exp_month: 11,
      exp_year: new Date(world.now * 1000).getUTCFullYear() + 1,
      fingerprint,
      funding: card.funding,
      last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
    },
  }
}

/** What the bank says of a card's code and address; of an address nobody gave it says nothing. */
export function checksOf({ checks = {} }: Pick<TestCard, 'checks'>) {
  return {
    address_line1_check: checks.line1 ?? null,
    address_postal_code_check: checks.zip ?? null,
    cvc_check: checks.cvc ?? 'pass',
  }
}

/** The same card has the same fingerprint. */
export function fingerprintOf(test: string): string {
  let hash = 7
  let text = ''
  for (let round = 0; text.length < 16; round += 1) {
    for (const character of test) hash = (hash * 31 + (character.codePointAt(0) ?? 0) + round) % 2_147_483_647
    text += hash.toString(36)
  }
  return text.slice(0, 16)
}

/** The account's payment method, or a fresh one when a test id such as `pm_card_visa` stands for it. */
export function paymentMethodOf(world: World, id: string, param: string): PaymentMethod {
  if (testCard(id) !== undefined) return createFromTest(world, id)
  return world.get('payment_method', id, param)
}

/** What the card behind a payment method does. */
export function cardBehind(world: World, method: string): TestCard {
  const test = world.find('hidden.card', method)?.test ?? 'pm_card_visa'
  return (
    testCard(test) ?? testIban(test) ?? { brand: 'visa', last4: '4242', funding: 'credit', country: 'US' }
  )
}

/** Attaches a payment method to a customer, or refuses as the card's bank does. */
export function attach(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method
  if (method.customer !== null)
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      param: 'payment_method',
    })
  if (isUnverified(world, method.id))
    throw invalidRequest(
      'This bank account is not verified: save it with a SetupIntent, or pay with it, before you attach it.',
      { code: 'bank_account_unverified', param: 'payment_method' },
    )
  checkAttachable(world, method.id)
  const { decline, declinesAttach } = cardBehind(world, method.id)
  if (decline !== undefined && declinesAttach === true) throw cardError(refusalOf(decline), false)
  const attached = world.change('payment_method', method.id, { customer })
  world.store.link('customer.payment_methods', customer, attached.id)
  world.emit('payment_method.attached', attached)
  return attached
}

/** The test card that a token or a test number stands for. */
export function testOf(
  world: World,
  card: { readonly token?: string | undefined; readonly number?: string | undefined },
): string {
  const { token, number = '' } = card
  const test = token === undefined ? testIdOfNumber(number) : (redeemToken(world, token) ?? token)
  if (test !== undefined && testCard(test) !== undefined) return test
  if (token !== undefined) throw noSuch('token', token, 'card[token]')
  const refusal = { code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' }
  throw cardError(refusal, false)
}

/** What a request says of a new payment method. */
export type MethodData = Pick<
  EndpointParams<'POST /v1/payment_methods'>,
  'allow_redisplay' | 'billing_details' | 'metadata' | 'sepa_debit' | 'us_bank_account'
> & {
  readonly type?: string
  readonly card?: { readonly token?: string; readonly number?: string }
}

/** What stands behind a new payment method. */
function testFor(
  world: World,
  { type, card, sepa_debit: sepa, us_bank_account: bank, billing_details: billing }: MethodData,
): string {
  if (type === 'sepa_debit') {
    if (sepa === undefined) throw missingParam('sepa_debit')
    for (const name of ['name', 'email'] as const)
      if (!billing?.[name]) throw missingParam(`billing_details[${name}]`)
    if (testIban(sepa.iban) !== undefined) return sepa.iban.replaceAll(/\s/g, '').toUpperCase()
    throw unsupported(
      `IBANs other than the test ones of Austria and Germany (AT611904300234573201)`,
      'sepa_debit[iban]',
    )
  }
  if (type === 'us_bank_account') return testAccountFor(bank, billing?.name)
  if (type !== undefined && type !== 'card') throw unsupported(`payment methods of type ${type}`, 'type')
  if (card === undefined) throw missingParam('card')
  return testOf(world, card)
}

/** Makes the payment method that a request describes. */
export function createFromData(world: World, data: MethodData): PaymentMethod {
  const { billing_details: billing } = data
  const made = createFromTest(world, testFor(world, data), {
    allow_redisplay: data.allow_redisplay,
    billing_details: {
      address: addressOf(billing?.address),
      email: billing?.email,
      name: billing?.name,
      phone: billing?.phone,
    },
    metadata: mergeMetadata(null, data.metadata),
  })
  return data.us_bank_account === undefined ? made : awaitingDeposits(world, made, data.us_bank_account)
}

export const paymentMethodEndpoints = [
  endpoint('POST /v1/payment_methods', (world, params) => createFromData(world, params)),
  endpoint('GET /v1/payment_methods', (world, params) => {
    const ids =
      params.customer === undefined
        ? []
        : world.store.linked(
            'customer.payment_methods',
            world.get('customer', params.customer, 'customer').id,
          )
    return listOf(world, 'payment_method', {
      url: '/v1/payment_methods',
      page: params,
      ids,
      keep: method => params.type === undefined || method.type === params.type,
    })
  }),
  endpoint('GET /v1/payment_methods/{id}', (world, _params, path) =>
    paymentMethodOf404(world, path['id'] ?? ''),
  ),
  endpoint('POST /v1/payment_methods/{id}', (world, params, path) => {
    const before = paymentMethodOf404(world, path['id'] ?? '')
    if (before.customer === null)
      throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.')
    const { billing_details: billing, card } = params
    const after = world.change('payment_method', before.id, {
      allow_redisplay: params.allow_redisplay,
      billing_details:
        billing === undefined
          ? undefined
          : {
              ...before.billing_details,
              address:
                billing.address === undefined ? before.billing_details.address : addressOf(billing.address),
              email: billing.email === undefined ? before.billing_details.email : billing.email,
              name: billing.name === undefined ? before.billing_details.name : billing.name,
              phone: billing.phone === undefined ? before.billing_details.phone : billing.phone,
            },
      card:
        card === undefined || before.card === undefined
          ? undefined
          : {
              ...before.card,
              exp_month: card.exp_month ?? before.card.exp_month,
              exp_year: card.exp_year ?? before.card.exp_year,
            },
      metadata: mergeMetadata(before.metadata, params.metadata),
    })
    world.emitChange('payment_method.updated', before, after)
    return after
  }),
  endpoint('POST /v1/payment_methods/{id}/attach', (world, params, path) => {
    if (params.customer === undefined) throw missingParam('customer')
    const customer = world.get('customer', params.customer, 'customer')
    return attach(world, paymentMethodOf404(world, path['id'] ?? ''), customer.id)
  }),
  endpoint('POST /v1/payment_methods/{id}/detach', (world, _params, path) => {
    const method = world.get('payment_method', path['id'] ?? '')
    if (method.customer === null)
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      )
    world.store.unlink('customer.payment_methods', method.customer, method.id)
    const customer = world.find('customer', method.customer)
    if (customer?.invoice_settings.default_payment_method === method.id)
      world.change('customer', customer.id, {
        invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
      })
    const detached = world.change('payment_method', method.id, { customer: null })
    spend(world, method.id)
    world.emit('payment_method.detached', detached, { customer: method.customer })
    return detached
  }),
]

function paymentMethodOf404(world: World, id: string): PaymentMethod {
  return testCard(id) === undefined ? world.get('payment_method', id) : createFromTest(world, id)
}

type AddressGiven = Given<{ readonly [Key in keyof Address]: Address[Key] }>
type Address = {
  city: string | null
  country: string | null
  line1: string | null
  line2: string | null
  postal_code: string | null
  state: string | null
}

/** An address with every line, null where none was given. */
export function addressOf(given: AddressGiven | null | undefined): Address | null {
  if (given === null || given === undefined) return null
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}
