/** joinery/diagram: a metadata as a picture, for which `@dagrejs/dagre` has to be there. */
import type { Metadata } from '../schema/Metadata.js'
import { mermaid } from './mermaid.js'
import { svg } from './svg.js'

export { mermaid } from './mermaid.js'
export { svg } from './svg.js'

/** A metadata as Mermaid's text and as an SVG. @example diagram(metadata([users, posts])).mermaid // erDiagram … */
export const diagram = (metadata: Metadata): { readonly mermaid: string; readonly svg: string } => ({
  mermaid: mermaid(metadata),
  svg: svg(metadata),
})
