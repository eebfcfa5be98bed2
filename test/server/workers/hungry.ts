/** Needs more memory than there is, in one of the ways that are not gentle. */
process.once('message', () => {
  const map = new Map<string, number>();
  for (let i = 0; ; i++) map.set(`key ${i}`, i);
});
