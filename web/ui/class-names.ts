/** Joins the class names that are given, leaving out `false` and `undefined`. */
export const classNames = (...names: (string | false | undefined)[]): string =>
  names.filter(Boolean).join(' ')
