/** How objects of one kind are found, changed and put away between runs. */
export type Standing = {
  /** Resource of the SDK: `products.list`, `products.retrieve`, `products.update`. */
  readonly resource: string
  /** Parameters of the create call that the update call takes too; any other difference means a new object. */
  readonly changeable: readonly string[]
  /** Parameters that the API's answer does not repeat: they cannot be compared. */
  readonly unseen: readonly string[]
  /** What a list leaves out unless it is asked for. */
  readonly expand: readonly string[]
  /** Parameters of the list call that leave out what has been put away. */
  readonly onlyActive: Readonly<Record<string, boolean | string>>
  /** A parameter that Stripe lets only one active object have: it names the object when no metadata does. */
  readonly unique?: string
  /** Parameters of the update call that put an object away; absent = Stripe has no such thing. */
  readonly archive?: Readonly<Record<string, boolean>>
}

const ACTIVE = { active: true }
const ARCHIVE = { active: false }

/**
 * Objects that stand: made once and used by many payments. What a single run makes for itself (clocks, customers,
 * subscriptions, payments, its webhook endpoints) is not here and is made anew each time. `changeable` follows the
 * update parameters of the stripe package (23.1); a test compares.
 */
export const STANDING: Readonly<Record<string, Standing>> = {
  'products.create': {
    resource: 'products',
    changeable: [
      'name',
      'description',
      'images',
      'marketing_features',
      'metadata',
      'package_dimensions',
      'shippable',
      'statement_descriptor',
      'tax_code',
      'unit_label',
      'url',
    ],
    unseen: [],
    expand: [],
    onlyActive: ACTIVE,
    archive: ARCHIVE,
  },
  'prices.create': {
    resource: 'prices',
    changeable: ['lookup_key', 'metadata', 'nickname', 'tax_behavior'],
    unseen: ['transfer_lookup_key'],
    expand: ['data.tiers', 'data.currency_options'],
    onlyActive: ACTIVE,
    unique: 'lookup_key',
    archive: ARCHIVE,
  },
  'coupons.create': {
    resource: 'coupons',
    changeable: ['name', 'metadata'],
    unseen: [],
    expand: ['data.applies_to', 'data.currency_options'],
    onlyActive: {},
  },
  'promotionCodes.create': {
    resource: 'promotionCodes',
    changeable: ['metadata'],
    unseen: [],
    expand: [],
    onlyActive: ACTIVE,
    unique: 'code',
    archive: ARCHIVE,
  },
  'billing.meters.create': {
    resource: 'billing.meters',
    changeable: ['display_name'],
    unseen: [],
    expand: [],
    onlyActive: { status: 'active' },
    unique: 'event_name',
  },
  'accounts.create': {
    resource: 'accounts',
    changeable: ['business_profile', 'business_type', 'email', 'metadata', 'settings'],
    unseen: ['individual', 'company', 'tos_acceptance', 'external_account', 'capabilities', 'documents'],
    expand: [],
    onlyActive: {},
  },
}
