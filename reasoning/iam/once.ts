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
