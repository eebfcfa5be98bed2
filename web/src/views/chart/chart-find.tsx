/** Search on the chart: a combobox by the WAI-ARIA pattern. */
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { Field } from '../../ui/field.tsx';
import type { ChartDocument } from './document.ts';
import { type Found, findOnChart } from './find.ts';

interface Props {
  readonly document: ChartDocument;
  readonly onFind: (found: Found) => void;
}

export function ChartFind({ document, onFind }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = useMemo(() => findOnChart(document, text), [document, text]);
  const take = (item: Found | undefined): void => {
    if (!item) return;
    setText('');
    onFind(item);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0)
      setActive((now) => (now + step + found.length) % found.length);
    else if (event.key === 'Enter') take(found[active]);
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
  };
  const open = found.length > 0;
  return (
    <div className="chart-find">
      <Field
        search
        hideLabel
        label="Find on the chart"
        placeholder="Find a host, address, port"
        value={text}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${active}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
        onBlur={() => setText('')}
      />
      <div role="listbox" id={`${id}-list`} aria-label="Found" hidden={text.trim() === ''}>
        {found.map((item, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={item.kind === 'node' ? item.id : `port ${item.port}`}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(item)}
          >
            <strong>{item.label}</strong> <small>{item.detail}</small>
          </div>
        ))}
        {text.trim() !== '' && found.length === 0 && (
          <p>Nothing on the chart has this name, address or port.</p>
        )}
      </div>
    </div>
  );
}
