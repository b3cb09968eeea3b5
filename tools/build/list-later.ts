import type { Plugin } from 'vite'

/** Where the page finds the list. */
const LIST = 'later.json'

/** Lists every script and style of the build in one file, for a page that wants them before its server goes away. */
export const listLater = (): Plugin => ({
  name: 'sluice-list-later',
  apply: 'build',
  generateBundle(_options, bundle) {
    const files = Object.keys(bundle).filter(name => /\.(js|css)$/.test(name))
    this.emitFile({ type: 'asset', fileName: LIST, source: JSON.stringify(files.toSorted()) })
  },
})
