import { useSetting, writeSetting } from './settings.ts';

export type Theme = 'system' | 'light' | 'dark';

/** The theme and how to change it; `public/theme.js` applies it before the first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const setting = useSetting('theme');
  const theme: Theme = setting === 'light' || setting === 'dark' ? setting : 'system';
  return [theme, setTheme];
}

function setTheme(theme: Theme): void {
  writeSetting('theme', theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
