/** Every code once, and where each request's stands among them, from 1: a statement looks each up once. */
export function currencyPlaces(requests: readonly { currency: string | null }[]): {
  codes: string[]
  places: (number | null)[]
} {
  const known = new Map<string, number>()
  const places = requests.map(({ currency }) => {
    if (currency === null) return null
    const place = known.get(currency) ?? known.size + 1
    known.set(currency, place)
    return place
  })
  return { codes: [...known.keys()], places }
}
