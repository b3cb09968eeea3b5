import { endpoint } from '../core/endpoint.ts'
import { noSuch } from '../core/errors.ts'
import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams, HiddenObjects } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { accountFor } from './accounts.ts'
import { changePerson, createPerson, type PersonGiven, removePerson } from './persons.ts'
import { pageOfIds } from './v2-page.ts'
import { emitThin, isoTime } from './v2-thin.ts'

type Person = ApiObjects['person']
/** What can be asked for when a person is made can be when one is changed. */
type Asked = EndpointParams<'POST /v2/core/accounts/{accountId}/persons/{id}'>
type Own = HiddenObjects['hidden.v2_person']

/** The account of v2 that an address names, as its own view of the state. */
function accountWorld(world: World, id: string): World {
  const account = accountFor(world, id)
  if (world.find('hidden.v2_account', account.id) === undefined) throw noSuch('account', id)
  return world.on(account.id)
}

/** What v1 calls what v2 asks for. */
function v1Of(asked: Asked): PersonGiven {
  const numbers = new Map(asked.id_numbers?.map(({ type, value }) => [String(type), value]))
  const { address, date_of_birth: born, relationship, metadata } = asked
  const { percent_ownership: percent, ...roles } = relationship ?? {}
  const { town: _town, ...place } = address ?? {}
  return present({
    address: address && place,
    dob: born,
    email: asked.email,
    first_name: asked.given_name,
    id_number: numbers.get('us_ssn') ?? numbers.get('us_itin'),
    last_name: asked.surname,
    metadata,
    nationality: asked.nationalities?.[0],
    phone: asked.phone,
    relationship:
      relationship &&
      present({
        ...roles,
        percent_ownership: percent === undefined ? undefined : Number(percent),
      }),
    ssn_last_4: numbers.get('us_ssn_last_4'),
  })
}

/** What only v2 keeps of a person; what is not said stays. */
function keep(world: World, { id }: Person, asked: Asked): void {
  const before = world.find('hidden.v2_person', id)?.says ?? {}
  const { id_numbers: numbers, address, relationship } = asked
  const said = present({
    additional_addresses: asked.additional_addresses,
    additional_names: asked.additional_names,
    additional_terms_of_service: asked.additional_terms_of_service,
    documents: asked.documents,
    id_numbers: numbers?.map(({ type }) => ({ type })),
    legal_gender: asked.legal_gender,
    nationalities: asked.nationalities,
    percent_ownership: relationship?.percent_ownership,
    political_exposure: asked.political_exposure,
    script_addresses: asked.script_addresses,
    script_names: asked.script_names,
    town: address?.town,
  })
  world.hide('hidden.v2_person', { id, updated: world.now, says: { ...before, ...said } })
}

/** Fields that say something; undefined where none does. */
function saying(fields: object): object | undefined {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  return said.length === 0 ? undefined : Object.fromEntries(said)
}

/** A person as v2 shows it: what nobody has said is left out, and so are secrets. */
function viewOf(world: World, person: Person): object {
  const own: Own = world.find('hidden.v2_person', person.id) ?? {
    id: person.id,
    updated: person.created,
    says: {},
  }
  const { percent_ownership: percent, town, ...says } = own.says
  const { address, dob, relationship, nationality } = person
  const owned = percent ?? relationship?.percent_ownership?.toString()
  return {
    ...saying({
      ...says,
      address: saying({ ...address, town }),
      date_of_birth: saying({ ...dob }),
      email: person.email,
      given_name: person.first_name,
      nationalities: says['nationalities'] ?? (nationality ? [nationality] : undefined),
      phone: person.phone,
      relationship: saying({ ...relationship, percent_ownership: owned }),
      surname: person.last_name,
    }),
    id: person.id,
    object: 'v2.core.account_person',
    account: person.account,
    created: isoTime(person.created),
    livemode: false,
    metadata: person.metadata,
    updated: isoTime(own.updated),
  }
}

function tell(world: World, id: string, what: 'created' | 'updated' | 'deleted'): void {
  emitThin(world, {
    type: `v2.core.account_person.${what}`,
    about: {
      id,
      type: 'v2.core.account_person',
      url: `/v2/core/accounts/${world.account}/persons/${id}`,
    },
    data: { account_id: world.account },
  })
}

const names = (path: { readonly accountId?: string; readonly id?: string }) => ({
  account: path.accountId ?? '',
  id: path.id ?? '',
})

export const v2PersonEndpoints = [
  endpoint('POST /v2/core/accounts/{accountId}/persons', (world, params, path) => {
    const own = accountWorld(world, names(path).account)
    const person = createPerson(own, v1Of(params))
    keep(own, person, params)
    tell(own, person.id, 'created')
    return viewOf(own, person)
  }),
  endpoint('GET /v2/core/accounts/{accountId}/persons', (world, params, path) => {
    const own = accountWorld(world, names(path).account)
    const ids = own.store.idsOf('person', own.account).toReversed()
    const page = pageOfIds(ids, params, { url: `/v2/core/accounts/${own.account}/persons`, usual: 20 })
    return { ...page, data: page.data.map(id => viewOf(own, own.get('person', id))) }
  }),
  endpoint('GET /v2/core/accounts/{accountId}/persons/{id}', (world, _params, path) => {
    const own = accountWorld(world, names(path).account)
    return viewOf(own, own.get('person', names(path).id))
  }),
  endpoint('POST /v2/core/accounts/{accountId}/persons/{id}', (world, params, path) => {
    const own = accountWorld(world, names(path).account)
    const person = changePerson(own, names(path).id, v1Of(params))
    keep(own, person, params)
    tell(own, person.id, 'updated')
    return viewOf(own, person)
  }),
  endpoint('DELETE /v2/core/accounts/{accountId}/persons/{id}', (world, _params, path) => {
    const own = accountWorld(world, names(path).account)
    const { id } = names(path)
    removePerson(own, id)
    own.store.remove('hidden.v2_person', id)
    tell(own, id, 'deleted')
    return { id, object: 'v2.core.account_person' }
  }),
]
