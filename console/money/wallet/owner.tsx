import { dataOf, mesh } from '../../data/client.ts'
import { useQuery } from '../../data/query.ts'

/** Whose a wallet is: by name where whoever looks may know it. @param id of the user; null: nobody's */
export function Owner({ id }: { id: string | null }) {
  const { data } = useQuery(`owner ${id}`, async (signal) => {
    if (id === null) return undefined
    const read = dataOf(mesh.GET('/v1/users/{id}', { params: { path: { id } }, signal }))
    return (await read.catch(() => undefined))?.name
  })
  return id === null ? 'nobody' : (data ?? <code>{id}</code>)
}
