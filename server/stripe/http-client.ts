import { Stripe } from 'stripe'

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>

const isClosed = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  Stripe.HttpClient.CONNECTION_CLOSED_ERROR_CODES.some(code => code === error.code)

/**
 * The SDK's own client, but every request, each page of a list too, waits for its turn; and one whose connection was
 * closed goes out again at once and not after half a second: the SDK tries it once more whatever `maxNetworkRetries` says,
 * and most often a kept connection was too old. When that fails too, the error no longer says why, so that the SDK leaves
 * further tries to whoever called.
 * Source: `RequestSender._shouldRetry` of stripe 23.1.
 */
export function promptHttpClient(turn: () => Promise<void>): HttpClient {
  const client = Stripe.createNodeHttpClient()
  const make = client.makeRequest.bind(client)
  const send: HttpClient['makeRequest'] = async (...request) => {
    await turn()
    return make(...request)
  }
  client.makeRequest = async (...request) => {
    try {
      return await send(...request)
    } catch (error) {
      if (!isClosed(error)) throw error
    }
    try {
      return await send(...request)
    } catch (error) {
      throw isClosed(error) ? new Error('The connection was closed', { cause: error }) : error
    }
  }
  return client
}
