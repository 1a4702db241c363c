/** What joinery calls what PostgreSQL calls so. @example camel('json_build_object') // 'jsonBuildObject' */
export const camel = (name: string): string => name.replace(/_+([a-z0-9])/g, (_, c: string) => c.toUpperCase())
