import { present } from '../core/present.ts'
import type { ApiObjects, EndpointParams } from '../core/stripe-types.ts'
import type { World } from '../core/world.ts'
import { changeInvoiceItem, createInvoiceItem, taxAsTold } from './invoice-item.ts'

type Items = NonNullable<EndpointParams<'POST /v1/invoices/create_preview'>['invoice_items']>

/** Adds to what waits for the next invoice, or changes what does. */
export function addPreviewItems(
  world: World,
  items: Items,
  place: {
    readonly customer: ApiObjects['customer']
    readonly subscription?: string
    /** Of items that name none. */
    readonly currency: string | undefined
  },
): void {
  for (const asked of items) {
    const { invoiceitem: id, price, unit_amount: each, currency } = asked
    const given = present({
      amount: asked.amount,
      description: asked.description,
      discountable: asked.discountable,
      discounts: asked.discounts,
      metadata: asked.metadata,
      period: asked.period,
      price_data: asked.price_data,
      pricing: price === undefined ? undefined : { price },
      quantity: asked.quantity,
      tax_rates: asked.tax_rates,
      unit_amount_decimal: each === undefined ? asked.unit_amount_decimal : String(each),
    })
    const item =
      id === undefined
        ? createInvoiceItem(world, given, { ...place, currency: currency ?? place.currency })
        : changeInvoiceItem(world, id, given)
    taxAsTold(world, item.id, asked)
  }
}
