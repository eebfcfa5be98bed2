import { visible } from '../plain-text.ts';

/** A text in a template: one in square brackets would be worked out. */
export function armString(text: string): string {
  const shown = visible(text);
  return shown.startsWith('[') && shown.endsWith(']') ? `[${shown}` : shown;
}
