/** A table of names and their numbers, written `tcp=6 udp=17`. */
export const numbersOf = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((item): [string, number] => {
        const at = item.lastIndexOf('=');
        return [item.slice(0, at), Number(item.slice(at + 1))];
      }),
  );
