/** What a bundle puts in this place: one of the files in a benchmark's `contestants`. */
declare module 'tasks' {
  export const contestant: import('./tasks.js').Contestant
}
