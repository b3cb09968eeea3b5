import type { SdkDecimal, SdkObjects, StripeEndpoints } from '../schema/stripe-endpoints.generated.ts'
import type { DashboardSettings } from './dashboard-settings.ts'

type Plain = string | number | boolean | null | undefined

/**
 * An SDK object as it goes over the wire and is kept: expandable fields hold the id, decimals are strings,
 * and nothing is changed in place.
 */
export type Stored<T> = [Extract<T, string>] extends [never] ? StoredEach<T> : Extract<T, Plain>
type StoredEach<T> = T extends SdkDecimal
  ? string
  : T extends Plain
    ? T
    : T extends readonly (infer Element)[]
      ? readonly Stored<Element>[]
      : T extends object
        ? { readonly [Key in keyof T]: Stored<T[Key]> }
        : T

/** The parameters of a request after decoding: an empty value is null, decimals are strings. */
export type Params<T> = T extends SdkDecimal
  ? string
  : T extends ''
    ? never
    : T extends Plain
      ? T
      : T extends readonly (infer Element)[]
        ? readonly Params<Element>[]
        : T extends object
          ? { readonly [Key in keyof T]: Params<T[Key]> }
          : T

/** What a creator writes down; everything left out is completed with null, false, empty lists and maps. */
export type Given<T> = T extends Plain
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Given<Element>[]
    : T extends object
      ? { readonly [Key in keyof T]?: Given<T[Key]> | undefined }
      : T

export type EndpointName = keyof StripeEndpoints
export type EndpointParams<Name extends EndpointName> = Params<StripeEndpoints[Name]['params']>

type EndpointResult<Name extends EndpointName> = StripeEndpoints[Name]['result']

/**
 * What an endpoint answers, as the SDK declares it: an object or a list of such. What v2 and search answer is compared
 * with the types when it is running only.
 */
export type EndpointAnswer<Name extends EndpointName> = Name extends
  | `${string} /v2/${string}`
  | `${string}/search`
  ? object
  : EndpointResult<Name> extends { object: 'list' | 'search_result'; data: (infer Element)[] }
    ? {
        readonly object: 'list'
        readonly url: string
        readonly has_more: boolean
        readonly data: readonly Kept<Element>[]
      }
    : Kept<EndpointResult<Name>> | Tombstone

type Kept<T> = T extends { object: 'event' } ? StoredEvent : Stored<T>
/** What is said of an object that is no more. */
export type Tombstone = { readonly id: string; readonly object: string; readonly deleted: true }

/** Every kind of API object, by its `object` field. */
export type ApiObjects = { [Kind in keyof SdkObjects]: Stored<SdkObjects[Kind]> } & { event: StoredEvent }
export type ApiKind = keyof ApiObjects

/** An event of any type; its payload is the object as it was at that moment. */
export type StoredEvent = {
  readonly id: string
  readonly object: 'event'
  readonly account?: string
  readonly api_version: string
  readonly created: number
  readonly data: {
    readonly object: unknown
    readonly previous_attributes?: Readonly<Record<string, unknown>>
  }
  readonly livemode: false
  readonly pending_webhooks: number
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null }
  readonly type: string
}

type CheckoutParams = EndpointParams<'POST /v1/checkout/sessions'>

/** A v2 event; what it is about is to be fetched. */
export type ThinEvent = {
  readonly id: string
  readonly object: 'v2.core.event'
  readonly created: string
  readonly data?: Readonly<Record<string, string | readonly string[]>>
  readonly livemode: false
  readonly related_object?: { readonly id: string; readonly type: string; readonly url: string }
  readonly type: string
}

/** A v2 event destination and its secret. */
export type EventDestination = {
  readonly id: string
  readonly secret: string
  readonly url: string
  readonly shown: Readonly<Record<string, unknown>>
  readonly events: readonly string[]
  readonly enabled: boolean
}

/** What Stripe keeps behind its objects and never shows. */
export type HiddenObjects = {
  /** The test card behind a payment method. */
  'hidden.card': { readonly id: string; readonly test: string }
  /** The test card or the bank account's number behind a token that was made, or behind a top-up by its token. */
  'hidden.token': { readonly id: string; readonly stands: string }
  /** The payment method that a confirmation token stands for. */
  'hidden.confirmation': { readonly id: string; readonly method: string }
  /** A saved answer for an idempotency key: its objects are never changed, so that it can be written again. */
  'hidden.answer': {
    readonly id: string
    readonly fingerprint: string
    readonly status: number
    readonly content: unknown
    readonly at: number
  }
  /** Something that is to happen at a time of the wall clock or of a test clock (seconds). */
  'hidden.timer': {
    readonly id: string
    readonly sequence: number
    readonly at: number
    readonly clock: string | null
    readonly account: string
    readonly action: string
    readonly target: string
  }
  /** One event on its way to one webhook endpoint. */
  'hidden.delivery': {
    readonly id: string
    readonly event: string
    readonly endpoint: string
    readonly attempts: number
    readonly done: boolean
    readonly status: number
  }
  /** A webhook endpoint's signing secret, and whether it hears connected accounts. */
  'hidden.secret': { readonly id: string; readonly secret: string; readonly connect: boolean }
  /** What an account's balance settings have and the account has not. */
  'hidden.balance_settings': {
    readonly id: string
    /** What stays when the rest is paid out. */
    readonly minimum: Readonly<Record<string, number>> | null
    readonly overridden: boolean
  }
  /** What a paused subscription was before it was resumed: it is so again when nobody pays for that. */
  'hidden.resumption': Pick<ApiObjects['subscription'], 'id' | 'billing_cycle_anchor' | 'items'>
  /** What Stripe keeps in its Dashboard for a platform. */
  'hidden.settings': { readonly id: string } & DashboardSettings
  /** What an account has told about its taxes: where it sits, and what its prices mean that say nothing. */
  'hidden.tax': {
    readonly id: string
    readonly headOffice: NonNullable<ApiObjects['customer']['address']> | null
    readonly behavior: ApiObjects['tax.settings']['defaults']['tax_behavior']
    readonly code: string
  }
  /** How a line is taxed that no price or item tells about. */
  'hidden.line_tax': {
    readonly id: string
    readonly behavior: string | null
    readonly code: string | null
    readonly rates: readonly string[]
  }
  /** What a checkout session does once its customer has paid. */
  'hidden.checkout': {
    readonly id: string
    readonly params: {
      readonly payment?: CheckoutParams['payment_intent_data']
      readonly setup?: CheckoutParams['setup_intent_data']
      readonly subscription?: CheckoutParams['subscription_data']
      /** Which of what the customer fills in becomes the customer's. */
      readonly updates?: NonNullable<CheckoutParams['customer_update']>
    }
  }
  /** A price in other currencies than its own. */
  'hidden.price_options': {
    readonly id: string
    readonly options: Readonly<Record<string, NonNullable<ApiObjects['price']['currency_options']>[string]>>
  }
  /** Whose the payment of an invoice is in the end, minor units, where the invoice itself says so. */
  'hidden.invoice_money': {
    readonly id: string
    readonly fee: number | null
    readonly transfer: { readonly destination: string; readonly amount?: number } | null
  }
  /** A bank account that is to be verified, and how often that went wrong. */
  'hidden.unverified': { readonly id: string; readonly failures: number }
  /** What discounts took off a proration that shows them apart, minor units; negative where it gives back. */
  'hidden.item_discounts': {
    readonly id: string
    readonly amounts: readonly { readonly amount: number; readonly discount: string }[]
  }
  /** What a coupon takes off in other currencies than its own. */
  'hidden.coupon_options': {
    readonly id: string
    readonly options: Readonly<Record<string, { readonly amount_off: number }>>
  }
  /** What a discount is of, by the discount's id, when its coupon is gone. */
  'hidden.gone_coupon': {
    readonly id: string
    readonly coupon: ApiObjects['coupon']
    readonly options: Rows['hidden.coupon_options']['options']
  }
  /** The taxes of a line of Checkout, shown when asked for. */
  'hidden.item_taxes': {
    readonly id: string
    readonly taxes: readonly {
      readonly amount: number
      readonly rate: string
      readonly taxability_reason: string
      readonly taxable_amount: number
    }[]
  }
  /** Usage told by a meter event. */
  'hidden.usage': {
    readonly id: string
    readonly at: number
    readonly value: number
    readonly customer?: string
  }
  /**
   * What was billed of a metered item's period, which begins at `start`, because a threshold was reached; since when its
   * present price counts, where that is later (both in seconds); and how many of the first events were billed before.
   */
  'hidden.usage_billed': {
    readonly id: string
    readonly start: number
    readonly from?: number
    readonly units: number
    readonly amount: number
    readonly skip: number
  }
  /** A deleted customer, still told of by its id. */
  'hidden.tombstone': { readonly id: string }
  /** What a v2 account has and its v1 side has not. */
  'hidden.v2_account': {
    readonly id: string
    readonly closed: boolean
    readonly contactPhone: string | null
    readonly displayName: string | null
    readonly dashboard: 'express' | 'full' | 'none'
    readonly currency: string | null
    readonly entityType: string | null
    readonly registeredName: string | null
    readonly applied: readonly ('customer' | 'merchant' | 'recipient')[]
  }
  /** What a person of v2 says and its v1 side does not, and when that changed (seconds). */
  'hidden.v2_person': {
    readonly id: string
    readonly updated: number
    readonly says: Readonly<Record<string, unknown>>
  }
  /** A thin event: what it is about, not what that looks like. */
  'hidden.thin_event': ThinEvent
  /** Where thin events go, and the secret that they are signed with. */
  'hidden.destination': EventDestination
  /** What a connected account has told about itself. */
  'hidden.onboarding': { readonly id: string; readonly facts: Readonly<Record<string, string>> }
  /** The platform that a connected account belongs to; `revoked`: its owner has taken the access back. */
  'hidden.owner': { readonly id: string; readonly platform: string; readonly revoked?: boolean }
  /** The latest account link of a v2 account, until somebody returns from it. */
  'hidden.account_link': { readonly id: string; readonly useCase: string; readonly expires: number }
}

export type Rows = ApiObjects & HiddenObjects
export type Kind = keyof Rows
