/** Has a programmer's mistake. */
process.once('message', () => {
  throw new TypeError('a secret of the sources');
});
