import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, text, textList, toggle } from '#shared/flow/fields.ts'
import type { Param } from '#shared/flow/parameters.ts'
import { eventOut, refIn } from '#shared/flow/ports.ts'
import { textOf } from '#shared/flow/read-props.ts'

/** How a provider proves who it is. */
export const onboarding = defineBlock({
  kind: 'onboarding',
  title: 'Onboarding',
  summary: 'Lets a provider prove who it is and where it is paid.',
  icon: 'clipboard-check',
  docs: {
    body: 'Stripe asks each connected account for what the law requires; capabilities stay inactive until then. Hosted onboarding is a link that works once and expires; embedded components live in your own pages. Coming back to the return address proves nothing: wait for the account’s event. In a run there is nobody to ask, so this block makes no call.',
    source: 'https://docs.stripe.com/connect/onboarding',
  },
  category: 'connect',
  personas: ['V', 'R'],
  keywords: ['verify a provider', 'kyc', 'identity', 'sign up sellers'],
  events: ['v2.core.account_link.returned', 'account.updated'],
  size: 'standard',
  fields: {
    method: choice({
      title: 'Shown as',
      help: 'Stripe’s page behind a link, or components in your own pages.',
      initial: 'hosted',
      choices: [
        { value: 'hosted', label: 'Hosted page' },
        { value: 'embedded', label: 'Embedded components' },
      ],
    }),
    collect: choice({
      title: 'Asks for',
      help: 'What is due now, or everything that will be due.',
      parameter: 'use_case.account_onboarding.collection_options.fields',
      initial: 'currently_due',
      choices: [
        { value: 'currently_due', label: 'What is due now' },
        { value: 'eventually_due', label: 'Everything' },
      ],
    }),
    refreshUrl: text({
      title: 'Refresh address',
      help: 'Opened when the link has expired; makes a new one.',
      parameter: 'use_case.account_onboarding.refresh_url',
    }),
    returnUrl: text({
      title: 'Return address',
      help: 'Where the provider comes back to.',
      parameter: 'use_case.account_onboarding.return_url',
    }),
    components: textList({
      title: 'Components',
      help: 'Embedded onboarding only.',
      parameter: 'components',
      suggestions: [
        'account_onboarding',
        'notification_banner',
        'payouts',
        'disputes_list',
        'balances',
        'documents',
      ],
      advanced: true,
    }),
    collectsBank: toggle({
      title: 'Asks for a bank account',
      help: 'Payouts need an external bank account or debit card.',
      initial: true,
      advanced: true,
    }),
    purpose: choice({
      title: 'Purpose',
      help: 'Updating is only for accounts whose requirements the platform collects.',
      parameter: 'use_case.type',
      initial: 'account_onboarding',
      choices: [
        { value: 'account_onboarding', label: 'Onboarding' },
        { value: 'account_update', label: 'Update' },
      ],
      advanced: true,
    }),
    next: choice({
      title: 'Goes on when',
      help: 'Coming back is no proof; the account’s event is.',
      initial: 'event',
      choices: [
        { value: 'event', label: 'The account’s event arrives' },
        { value: 'return', label: 'The provider comes back' },
      ],
      advanced: true,
    }),
  },
  startsWith: {
    refreshUrl: 'https://app.example/onboarding/refresh',
    returnUrl: 'https://app.example/onboarding/done',
  },
  ports: [refIn('account', 'Account', { required: true, accepts: ['connected-account'] }), eventOut()],
  facts: block => (block.props.method === 'hosted' ? 'Hosted page' : 'Embedded'),
  compile(block, context) {
    const account = context.ref('account')
    if (context.mode === 'unattended' || !account) return
    const { method, components, refreshUrl, returnUrl, collect } = block.props
    if (method === 'embedded') {
      const names = components.length > 0 ? components : ['account_onboarding', 'notification_banner']
      const enabled: Record<string, Param> = Object.fromEntries(names.map(name => [name, { enabled: true }]))
      context.call('accountSessions.create', { account, components: enabled })
      return
    }
    if (textOf(context.flow.into(block, 'account')[0], 'api') === 'v1') {
      context.call('accountLinks.create', {
        account,
        type: block.props.purpose,
        refresh_url: refreshUrl,
        ...(returnUrl ? { return_url: returnUrl } : {}),
        collection_options: { fields: collect },
      })
      return
    }
    context.call('v2.core.accountLinks.create', {
      account,
      use_case: {
        type: block.props.purpose,
        [block.props.purpose]: {
          collection_options: { fields: collect },
          refresh_url: refreshUrl,
          ...(returnUrl ? { return_url: returnUrl } : {}),
        },
      },
    })
  },
})
