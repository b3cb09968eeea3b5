import { endpoint } from '../core/endpoint.ts'
import { invalidRequest, missingParam, noSuch } from '../core/errors.ts'

const HALF_HOUR = 1800

/** Secrets with which a page shows components of Stripe's: of a customer, of a connected account. */
export const embeddedSessionEndpoints = [
  endpoint('POST /v1/customer_sessions', (world, params) => {
    if (params.customer === undefined) throw missingParam('customer')
    const {
      payment_element: payment,
      customer_sheet: sheet,
      mobile_payment_element: mobile,
    } = params.components
    const enabled = (part: { readonly enabled: boolean } | undefined) => ({ enabled: part?.enabled ?? false })
    const { features } = payment ?? {}
    return world.shape('customer_session', {
      client_secret: `_cuss_secret_${world.shared.random.text(40)}`,
      components: {
        active_entitlements: enabled(params.components.active_entitlements),
        buy_button: enabled(params.components.buy_button),
        customer_portal: enabled(params.components.customer_portal),
        customer_sheet: { ...enabled(sheet), features: sheet?.features },
        mobile_payment_element: { ...enabled(mobile), features: mobile?.features },
        payment_element: {
          ...enabled(payment),
          features: features && {
            payment_method_allow_redisplay_filters: ['always'],
            payment_method_redisplay: 'disabled',
            payment_method_remove: 'disabled',
            payment_method_save: 'disabled',
            ...features,
          },
        },
        pricing_table: enabled(params.components.pricing_table),
      },
      created: world.now,
      customer: world.get('customer', params.customer, 'customer').id,
      expires_at: world.now + HALF_HOUR,
    })
  }),
  endpoint('POST /v1/account_sessions', (world, params) => {
    const { account, components } = params
    if (!world.owns(account) || world.store.get('account', account) === undefined)
      throw noSuch('account', account, 'account')
    const wanted = Object.entries(components).filter(([, part]) => part.enabled)
    if (wanted.length === 0)
      throw invalidRequest('At least one component must be enabled.', { param: 'components' })
    return world.shape('account_session', {
      account,
      client_secret: `accs_secret__${world.shared.random.text(40)}`,
      components: Object.fromEntries(
        wanted.map(([name, part]) => [
          name,
          { enabled: true, ...('features' in part ? { features: part.features } : {}) },
        ]),
      ),
      expires_at: world.now + HALF_HOUR,
    })
  }),
]
