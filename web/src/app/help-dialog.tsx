import { Dialog } from '../ui/dialog.tsx';
import styles from './help-dialog.module.css';
import { useSetting, writeSetting } from './settings.ts';
import { VIEWS } from './views.ts';

interface HelpDialogProps {
  readonly open: boolean;
  readonly close: () => void;
}

export function HelpDialog({ open, close }: HelpDialogProps) {
  const on = useSetting('shortcuts') !== 'off';
  return (
    <Dialog title="Keyboard" open={open} close={close}>
      <dl className={styles.keys}>
        <Keys keys={['/']} what="Search in this view" />
        <Keys keys={['?']} what="This help" />
        <Keys keys={['Esc']} what="Close a dialog or a panel" />
        {VIEWS.map(({ key, title }) => (
          <Keys key={key} keys={['g', key]} what={title} />
        ))}
      </dl>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => writeSetting('shortcuts', event.target.checked ? 'on' : 'off')}
        />
        Use these keys
      </label>
    </Dialog>
  );
}

function Keys({ keys, what }: { readonly keys: readonly string[]; readonly what: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
