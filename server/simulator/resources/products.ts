import { endpoint } from '../core/endpoint.ts'
import { invalidRequest } from '../core/errors.ts'
import { listOf } from '../core/list.ts'
import { mergeMetadata } from '../core/world.ts'
import { createPrice } from './prices.ts'

export const productEndpoints = [
  endpoint('POST /v1/products', (world, params) => {
    if (params.id !== undefined && world.find('product', params.id))
      throw invalidRequest(`Product already exists.`, { code: 'resource_already_exists', param: 'id' })
    const product = world.create('product', {
      id: params.id,
      active: params.active ?? true,
      created: world.now,
      description: params.description,
      images: params.images ?? [],
      marketing_features: params.marketing_features ?? [],
      metadata: mergeMetadata(null, params.metadata),
      name: params.name,
      package_dimensions: params.package_dimensions,
      shippable: params.shippable,
      statement_descriptor: params.statement_descriptor,
      tax_code: params.tax_code,
      type: params.type ?? 'service',
      unit_label: params.unit_label,
      default_price: null,
      updated: world.now,
      url: params.url,
    })
    world.emit('product.created', product)
    const { default_price_data: first } = params
    if (first === undefined) return product
    const price = createPrice(world, { ...first, product: product.id })
    return world.change('product', product.id, { default_price: price.id })
  }),
  endpoint('GET /v1/products', (world, params) =>
    listOf(world, 'product', {
      url: '/v1/products',
      page: params,
      keep: product =>
        (params.active === undefined || product.active === params.active) &&
        (params.ids === undefined || params.ids.includes(product.id)) &&
        (params.shippable === undefined || product.shippable === params.shippable) &&
        (params.url === undefined || product.url === params.url),
    }),
  ),
  endpoint('GET /v1/products/{id}', (world, _params, path) => world.get('product', path['id'] ?? '')),
  endpoint('POST /v1/products/{id}', (world, params, path) => {
    const before = world.get('product', path['id'] ?? '')
    if (typeof params.default_price === 'string') world.get('price', params.default_price, 'default_price')
    const { metadata, marketing_features, images, package_dimensions, tax_details, ...rest } = params
    const after = world.change('product', before.id, {
      active: rest.active,
      default_price: rest.default_price,
      description: rest.description,
      images: images ?? (images === null ? [] : undefined),
      marketing_features: marketing_features ?? (marketing_features === null ? [] : undefined),
      metadata: mergeMetadata(before.metadata, metadata),
      name: rest.name,
      package_dimensions,
      shippable: rest.shippable,
      statement_descriptor: rest.statement_descriptor,
      tax_code: rest.tax_code,
      unit_label: rest.unit_label,
      updated: world.now,
      url: rest.url,
    })
    if (tax_details !== undefined && tax_details !== null) world.change('product', before.id, {})
    world.emitChange('product.updated', before, after)
    return after
  }),
  endpoint('DELETE /v1/products/{id}', (world, _params, path) => {
    const product = world.get('product', path['id'] ?? '')
    if (world.store.linked('prices', product.id).some(id => world.find('price', id) !== undefined))
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.')
    world.store.remove('product', product.id, world.account)
    world.emit('product.deleted', product)
    return { id: product.id, object: 'product', deleted: true }
  }),
]
