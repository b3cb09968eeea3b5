import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, noSuch } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import { type Changes, mergeMetadata, type World } from '../core/world.ts'
import { refreshAccount } from './account-state.ts'
import { addressOf } from './payment-methods.ts'

type Person = ApiObjects['person']
/** What a request says of a person. */
export type PersonGiven = EndpointParams<'POST /v1/accounts/{id}/persons'>
type Given = PersonGiven

function accountWorld(world: World, id: string): World {
  if (world.store.get('account', id) === undefined || (id !== world.account && !world.owns(id)))
    throw noSuch('account', id)
  return world.on(id)
}

const RELATIONSHIP = {
  authorizer: null,
  director: null,
  executive: null,
  legal_guardian: null,
  owner: null,
  percent_ownership: null,
  representative: null,
  title: null,
}

/** Secrets are never shown again: only that they were told. */
const told = (secret: string | undefined) => (secret === undefined ? undefined : true)

function saysOf(before: Person | undefined, given: Given): Changes<Person> {
  const { address, dob, relationship } = given
  return {
    address: address && (addressOf(address) ?? undefined),
    dob: dob === undefined ? undefined : { day: null, month: null, year: null, ...dob },
    email: given.email,
    first_name: given.first_name,
    id_number_provided: told(given.id_number),
    last_name: given.last_name,
    metadata: mergeMetadata(before?.metadata ?? null, given.metadata),
    nationality: given.nationality,
    phone: given.phone,
    relationship: relationship && {
      ...RELATIONSHIP,
      ...before?.relationship,
      ...nullsFor(relationship),
    },
    ssn_last_4_provided: told(given.ssn_last_4),
  }
}

function nullsFor(given: NonNullable<Given['relationship']>): Partial<typeof RELATIONSHIP> & object {
  const { authorizer, director, executive, legal_guardian, owner, percent_ownership, representative, title } =
    given
  const said = {
    authorizer,
    director,
    executive,
    legal_guardian,
    owner,
    percent_ownership,
    representative,
    title,
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

/** What a representative tells counts as told by the account: it asks for no more of it. */
function tellAccount(own: World, person: Person, { id_number: number, ssn_last_4: last }: Given): void {
  const platform = own.on(own.platform)
  const before = platform.find('hidden.onboarding', person.account)?.facts ?? {}
  const told: Record<string, string> = {}
  if (person.first_name) told['individual.first_name'] = person.first_name
  if (person.last_name) told['individual.last_name'] = person.last_name
  if (person.dob?.day) told['individual.dob.day'] = String(person.dob.day)
  if (person.address?.line1) told['individual.address.line1'] = person.address.line1
  if (number !== undefined) told['individual.id_number'] = number
  if (last !== undefined) told['individual.ssn_last_4'] = last
  platform.hide('hidden.onboarding', { id: person.account, facts: { ...before, ...told } })
  refreshAccount(platform, own.account)
}

/** Makes a person of the account at work. */
export function createPerson(own: World, given: Given): Person {
  const person = own.create('person', {
    ...saysOf(undefined, given),
    account: own.account,
    created: own.now,
    requirements: {},
    verification: { status: 'unverified', document: {} },
  })
  own.emit('person.created', person)
  if (person.relationship?.representative === true) tellAccount(own, person, given)
  return person
}

/** Changes a person of the account at work; what is not said stays. */
export function changePerson(own: World, id: string, given: Given): Person {
  const before = personOf(own, id)
  const after = own.change('person', before.id, saysOf(before, given))
  own.emitChange('person.updated', before, after)
  if (after.relationship?.representative === true) tellAccount(own, after, given)
  return after
}

/** Removes a person of the account at work. */
export function removePerson(own: World, id: string): void {
  const person = personOf(own, id)
  if (person.relationship?.representative === true)
    throw invalidRequest('The representative of an account cannot be deleted; make somebody else it first.')
  own.store.remove('person', person.id)
  own.emit('person.deleted', person)
}

function personOf(world: World, id: string): Person {
  return world.get('person', id)
}

export const personEndpoints = [
  endpoint('POST /v1/accounts/{id}/persons', (world, params, path) =>
    createPerson(accountWorld(world, path['id'] ?? ''), params),
  ),
  endpoint('GET /v1/accounts/{id}/persons', (world, params, path) => {
    const own = accountWorld(world, path['id'] ?? '')
    const { representative, owner, director, executive } = params.relationship ?? {}
    const wanted = { representative, owner, director, executive }
    return listOf(own, 'person', {
      url: `/v1/accounts/${own.account}/persons`,
      page: params,
      keep: person =>
        Object.entries(wanted).every(
          ([name, value]) =>
            value === undefined || new Map(Object.entries(person.relationship ?? {})).get(name) === value,
        ),
    })
  }),
  endpoint('GET /v1/accounts/{accountId}/persons/{id}', (world, _params, path) =>
    personOf(accountWorld(world, path['accountId'] ?? ''), path['id'] ?? ''),
  ),
  endpoint('POST /v1/accounts/{accountId}/persons/{id}', (world, params, path) =>
    changePerson(accountWorld(world, path['accountId'] ?? ''), path['id'] ?? '', params),
  ),
  endpoint('DELETE /v1/accounts/{accountId}/persons/{id}', (world, _params, path) => {
    const id = path['id'] ?? ''
    removePerson(accountWorld(world, path['accountId'] ?? ''), id)
    return { id, object: 'person', deleted: true }
  }),
]
