import { useState } from 'react';
import type { FindingLine } from '../../../../src/verify/finding.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import type { Change, DifferenceDocument } from './document.ts';
import { Few, Origins } from './finding-details.tsx';
import { grouped } from './findings.ts';
import styles from './verify.module.css';

const WORDS = {
  configurations: {
    permitted: { title: 'Newly permitted', tone: 'warning' },
    denied: { title: 'No longer permitted', tone: 'bad' },
    'perhaps-permitted': { title: 'Perhaps newly permitted', tone: 'info' },
    'perhaps-denied': { title: 'Perhaps no longer permitted', tone: 'info' },
  },
  plans: {
    permitted: { title: 'To open', tone: 'warning' },
    denied: { title: 'To close', tone: 'info' },
    'perhaps-permitted': { title: 'Perhaps to open', tone: 'info' },
    'perhaps-denied': { title: 'Perhaps to close', tone: 'info' },
  },
} as const;

const KINDS = ['denied', 'permitted', 'perhaps-denied', 'perhaps-permitted'] as const;

/** Entries of a kind that are shown at once. */
const AT_ONCE = 100;

/** What differs between two versions, with packets, deciding lines and the conversations that they are about. */
export function Differences({ document }: { readonly document: DifferenceDocument }) {
  const [shown, setShown] = useState(AT_ONCE);
  const { changes, named, undecided, kind } = document;
  const words = WORDS[kind];
  return (
    <>
      {undecided.length > 0 && (
        <div role="alert" className={styles.failed}>
          <strong>Not everything could be compared</strong>
          {undecided.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      {changes.length + named.length === 0 && undecided.length === 0 && (
        <p>
          <Badge tone="good">the same</Badge>{' '}
          {kind === 'plans'
            ? 'Both need the same packets.'
            : 'Both permit the same packets, whatever their lines look like.'}
        </p>
      )}
      {KINDS.map((id) => {
        const group = changes.filter((change) => change.kind === id);
        const names = named.filter((entry) => entry.kind === id);
        if (group.length + names.length === 0) return null;
        const { title, tone } = words[id];
        return (
          <section key={id} className={styles.changes} aria-label={title}>
            <h3>
              <Badge tone={tone}>{title}</Badge> <span className="muted">{group.length + names.length}</span>
            </h3>
            {group.slice(0, shown).map((change) => (
              <ChangeEntry key={`${change.hook} ${change.witness.text} ${change.size}`} change={change} />
            ))}
            {names.slice(0, shown).map(({ text, origins }) => (
              <Card key={text}>
                <code>{text}</code>
                <Origins origins={origins} />
              </Card>
            ))}
            {Math.max(group.length, names.length) > shown && (
              <div>
                <Button onClick={() => setShown(shown + AT_ONCE)}>Show more</Button>
              </div>
            )}
          </section>
        );
      })}
    </>
  );
}

function ChangeEntry({ change }: { readonly change: Change }) {
  const { witness, packets, size, before, after, origins } = change;
  return (
    <Card label={witness.text}>
      <dl>
        <dt>Packets</dt>
        <dd>
          <Few items={packets.map((packet) => packet.text)} />
          <div className="muted">
            {grouped(size)} in all, for example <code>{witness.text}</code>
          </div>
        </dd>
        <Lines title="Before" lines={before} />
        <Lines title="After" lines={after} />
        <dt>For</dt>
        <dd>
          {origins.length > 0 ? (
            <Origins origins={origins} />
          ) : (
            <span className="muted">no conversation of the plan</span>
          )}
        </dd>
      </dl>
    </Card>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly FindingLine[] }) {
  if (lines.length === 0) return null;
  // What decides stands in a line, or nowhere; rule sets that have nothing to say about the packets come after.
  const deciding = lines.filter((line) => line.place || line.note !== SILENT);
  const silent = lines.filter((line) => !deciding.includes(line));
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {deciding.map((line) => (
          <Line key={`${line.place?.line} ${line.text} ${line.note}`} line={line} />
        ))}
        {silent.length > 0 && (
          <details>
            <summary>
              {silent.length === 1 ? 'One rule set does' : `${silent.length} rule sets do`} not judge them
            </summary>
            {silent.map((line) => (
              <Line key={line.text} line={line} />
            ))}
          </details>
        )}
      </dd>
    </>
  );
}

/** The note of a rule set that lets the packets pass without looking at them. */
const SILENT = 'does not judge them';

function Line({ line: { place, text, note } }: { readonly line: FindingLine }) {
  return (
    <div className={styles.line}>
      <span className="muted">
        {place ? `line ${place.line}` : 'default'} {note}
      </span>
      <div>
        <code>{text.trim()}</code>
      </div>
    </div>
  );
}
