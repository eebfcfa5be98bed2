/** Is done after two steps. */
process.once('message', () => {
  for (const done of [1, 2])
    process.send?.({ type: 'progress', progress: { done, total: 2, stage: 'deciding' } });
  process.send?.({ type: 'end', outcome: { document: new Uint8Array(1000), diagnostics: [] } });
  process.disconnect();
});
