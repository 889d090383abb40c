/** Where graphile-worker keeps the jobs of the mesh in that schema; `jobs_schema()` in the database says the same. */
export function jobsSchemaOf(schemaName: string): string {
  return `${schemaName.slice(0, 58)}_jobs`
}
