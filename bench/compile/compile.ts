import type { Benchmark } from '../figures.js'
export const compile: Benchmark = async () => ({ figures: [], problems: ['TODO'] })
