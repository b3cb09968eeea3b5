/** A name as the name of a file: “Home services” as `home-services.flow.json`. */
export const fileName = (name: string, kind: string): string => {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `${words || 'untitled'}.${kind}.json`
}

/** Gives JSON text to the person as a file. */
export const downloadJson = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
