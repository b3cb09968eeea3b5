import * as z from 'zod/mini'

const listSchema = z.array(z.string())

/**
 * Fetches, one after the other, every part of the app that is loaded when it is first needed, so that a server that
 * goes away takes no dialog with it. The browser keeps them: the name of each file changes with what is in it.
 */
export const fetchLater = async (): Promise<void> => {
  const list = await fetch('/later.json')
  if (!list.ok) return
  for (const file of listSchema.parse(await list.json())) {
    const answer = await fetch(`/${file}`, { priority: 'low' })
    await answer.arrayBuffer()
  }
}
