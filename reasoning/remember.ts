/** What is worked out once: for a text, or for an object. */

/** How many results are kept; the documents of an account hold far fewer patterns. */
const REMEMBERED = 10_000;

/**
 * Computes a function of a text once, as long as not too many texts are asked of it; what gives nothing
 * is not kept, since it may be a text of any length.
 */
export function remember<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (result === undefined) return result;
    if (results.size >= REMEMBERED) results.clear();
    results.set(text, result);
    return result;
  };
}

/**
 * Works something out once for each object, and keeps it with the object, where neither spreading nor
 * comparing finds it. A weak map would do as well, but the collector visits its entries again and
 * again: for requests with policies of their own, half of all time went there.
 *
 * @param work must depend on nothing but the object, which must not change any more.
 */
export function once<K extends object, V>(work: (of: K) => V): (of: K) => V {
  const kept = Symbol("kept");
  return (of: K & { readonly [kept]?: V }) => {
    const known = of[kept];
    if (known !== undefined) return known;
    const value = work(of);
    if (Object.isExtensible(of)) Object.defineProperty(of, kept, { value });
    return value;
  };
}
