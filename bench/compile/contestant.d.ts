/** What a bundle puts in this place: one of the files in `contestants`. */
declare module 'contestant' {
  export const contestant: import('./shapes.js').Contestant
}
