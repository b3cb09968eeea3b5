import { defineBlock } from '#shared/flow/block-definition.ts'
import { choice, text } from '#shared/flow/fields.ts'
import { refIn, refOut } from '#shared/flow/ports.ts'
import { commissionOn } from '#shared/flow/split-terms.ts'

/** What is sold, and whose it is. */
export const product = defineBlock({
  kind: 'product',
  title: 'Product',
  summary: 'What is sold, and by whom.',
  icon: 'package',
  docs: {
    body: 'A product is what customers read on invoices. Connect the provider that it belongs to: invoice lines carry price and product, and nothing else tells whose money a line is. Without a provider it is the platform’s own.',
    source: 'https://docs.stripe.com/api/products',
  },
  category: 'catalog',
  personas: ['P', 'F'],
  keywords: ['service', 'goods', 'what is sold'],
  events: ['product.created', 'product.updated', 'product.deleted'],
  size: 'compact',
  fields: {
    name: text({
      title: 'Name',
      help: 'Shown on invoices. The label is used when empty.',
      parameter: 'name',
      maxLength: 250,
    }),
    provider: choice({
      title: 'Belongs to',
      help: 'A provider is connected to the account port; the platform’s own products say so here.',
      initial: 'connected',
      choices: [
        { value: 'connected', label: 'Connected provider' },
        { value: 'platform', label: 'Platform' },
      ],
    }),
    kind: choice({
      title: 'Kind',
      help: 'Decides tax, dispute evidence and app store rules; Stripe is not told.',
      initial: 'service',
      choices: [
        { value: 'service', label: 'Service' },
        { value: 'physical', label: 'Physical goods' },
        { value: 'digital', label: 'Digital goods' },
      ],
    }),
    taxCode: text({
      title: 'Tax code',
      help: 'Such as txcd_10000000; the account’s preset is used when empty.',
      parameter: 'tax_code',
      maxLength: 40,
      advanced: true,
    }),
    statementDescriptor: text({
      title: 'On the statement',
      help: 'Up to 22 characters on the customer’s card statement.',
      parameter: 'statement_descriptor',
      maxLength: 22,
      advanced: true,
    }),
    unitLabel: text({
      title: 'Unit',
      help: 'What one is called: “seat”, “visit”.',
      parameter: 'unit_label',
      maxLength: 12,
      advanced: true,
    }),
  },
  ports: [refIn('account', 'Provider', { accepts: ['connected-account'] }), refOut('product', 'Product')],
  compile(block, context) {
    const { name, taxCode, statementDescriptor, unitLabel } = block.props
    const provider = context.ref('account')
    const commission = provider ? commissionOn(block, context.flow) : undefined
    const created = context.call('products.create', {
      name: name || block.label,
      ...(taxCode ? { tax_code: taxCode } : {}),
      ...(statementDescriptor ? { statement_descriptor: statementDescriptor } : {}),
      ...(unitLabel ? { unit_label: unitLabel } : {}),
      metadata: {
        provider: provider ?? 'platform',
        ...(commission === undefined ? {} : { commission_bps: String(commission) }),
      },
    })
    context.give('product', created)
  },
})
