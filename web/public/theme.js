// Runs before the first paint, so that a page never flashes in the wrong colours.
try {
  const theme = localStorage.getItem('portolan.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's colours are used.
}
