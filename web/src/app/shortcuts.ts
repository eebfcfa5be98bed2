import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { readSetting } from './settings.ts';
import { VIEWS } from './views.ts';

/** How long a `g` waits for its second key. */
const WAIT = 2000;

/** `?` opens the help, `/` goes to the view's search, `g p` to a view. Off while somebody types, or by the switch in the help. */
export function useShortcuts(openHelp: () => void): void {
  const navigate = useNavigate();
  const pressed = useRef({ key: '', time: 0 });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isMeant(event)) return;
      const before = pressed.current;
      pressed.current = { key: event.key, time: event.timeStamp };
      if (before.key === 'g' && event.timeStamp - before.time < WAIT) {
        const view = VIEWS.find(({ key }) => key === event.key);
        if (view === undefined) return;
        event.preventDefault();
        void navigate({ to: view.path });
      } else if (event.key === '?') {
        event.preventDefault();
        openHelp();
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-search]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [navigate, openHelp]);
}

function isMeant(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (readSetting('shortcuts') === 'off') return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  return !target.isContentEditable && target.closest('input, textarea, select, dialog') === null;
}
