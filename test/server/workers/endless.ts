/** Says that it began, and never ends nor listens again. */
process.once('message', () => {
  process.send?.({ type: 'progress', progress: { done: 1, total: 2, stage: 'deciding' } }, () => {
    for (;;);
  });
});
