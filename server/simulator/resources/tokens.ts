import { endpoint } from '../core/endpoint.ts'
import { missingParam, unsupported } from '../core/errors.ts'
import type { ApiObjects, EndpointParams, Given } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { testCard } from '../money/test-cards.ts'
import { checksOf, fingerprintOf, testOf } from './payment-methods.ts'

type Token = ApiObjects['token']
type Create = EndpointParams<'POST /v1/tokens'>
type CardGiven = Extract<Create['card'], object>
type BankGiven = Extract<Create['bank_account'], object>

function make(
  world: World,
  id: string,
  made: { readonly stands: string } & Pick<Given<Token>, 'card' | 'bank_account'> & { readonly type: string },
): Token {
  const { stands, ...shown } = made
  world.hide('hidden.token', { id, stands })
  return world.create('token', { id, created: world.now, used: false, ...shown })
}

function ofCard(world: World, card: CardGiven): Token {
  const test = testOf(world, card)
  const { brand, country, funding, last4 } = testCard(test) ?? {
    brand: '',
    country: '',
    funding: '',
    last4: '',
  }
  const checks = checksOf(testCard(test) ?? {})
  return make(world, world.newId('tok_1'), {
    stands: test,
    type: 'card',
    card: {
      id: world.newId('card_1'),
      object: 'card',
      address_zip: card.address_zip,
      address_zip_check: checks.address_postal_code_check,
      brand,
      country,
      cvc_check: card.cvc === undefined ? null : checks.cvc_check,
      exp_month: Number(card.exp_month),
      exp_year: Number(card.exp_year),
      fingerprint: fingerprintOf(test),
      funding,
      last4,
      metadata: {},
      name: card.name,
    },
  })
}

function ofBank(world: World, bank: BankGiven): Token {
  return make(world, world.newId('btok_1'), {
    stands: bank.account_number,
    type: 'bank_account',
    bank_account: {
      id: world.newId('ba_1'),
      object: 'bank_account',
      account_holder_name: bank.account_holder_name,
      account_holder_type: bank.account_holder_type,
      bank_name: 'STRIPE TEST BANK',
      country: bank.country,
      currency: bank.currency ?? 'usd',
      fingerprint: fingerprintOf(bank.account_number),
      last4: bank.account_number.slice(-4),
      routing_number: bank.routing_number ?? null,
      status: 'new',
    },
  })
}

export const tokenEndpoints = [
  endpoint('POST /v1/tokens', (world, params) => {
    const { card, bank_account: bank } = params
    if (typeof card === 'string') throw unsupported('tokens of cards by id', 'card')
    if (typeof bank === 'string') throw unsupported('tokens of bank accounts by id', 'bank_account')
    if (card !== undefined) return ofCard(world, card)
    if (bank === undefined) throw missingParam('card')
    return ofBank(world, bank)
  }),
  endpoint('GET /v1/tokens/{id}', (world, _params, path) => world.get('token', path['id'] ?? '')),
]
