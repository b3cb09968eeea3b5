import { type ServerInfo, serverInfoSchema } from '#shared/api/server-info.ts'
import { type Answer, request } from './request.ts'

/** What the server says about itself: where runs go, how events come back. */
export const readServer = (): Promise<Answer<ServerInfo>> =>
  request({ path: '/api/server', answer: serverInfoSchema })
