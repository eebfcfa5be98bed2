import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SeenObservation, SeenTarget } from '../../../../src/report/observations-page.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { counted } from '../chart/words.ts';
import styles from './probe.module.css';
import type { ProbeChange } from './search.ts';
import { isFine, portText, timeText, WORDS } from './words.ts';

interface Props {
  readonly target: SeenTarget;
  readonly observations: readonly SeenObservation[];
  readonly change: (change: ProbeChange) => void;
}

/** One end that was asked: what is as it should be in one line, and each that isn't with what to do. */
export function TargetResults({ target, observations, change }: Props) {
  const fine = observations.filter(({ verdict }) => isFine(verdict));
  const bad = observations.filter(({ verdict }) => !isFine(verdict));
  const [shown, setShown] = useState(MOST_ANSWERS);
  const addresses = [...new Set(observations.flatMap(({ to }) => to.address ?? []))];
  return (
    <section className={styles.target} aria-label={`Seen of ${target.name}`}>
      <header>
        <h2>{target.name}</h2>
        <span className="mono">{addresses.slice(0, 3).join(' ')}</span>
        <Badge tone={bad.length === 0 ? 'good' : 'warning'}>
          {target.fine} of {target.total} fine
        </Badge>
      </header>
      {fine.length > 0 && <Fine observations={fine} />}
      {bad.length > 0 && (
        <ul className={styles.answers}>
          {bad.slice(0, shown).map((one) => (
            <Answer key={`${one.on} ${one.task} ${one.time} ${one.from.port}`} one={one} change={change} />
          ))}
        </ul>
      )}
      {bad.length > shown && (
        <p className={styles.more}>
          <Button look="quiet" onClick={() => setShown(shown + MOST_ANSWERS)}>
            Show more of {counted(bad.length - shown, 'answer')} that {target.name} has besides
          </Button>
        </p>
      )}
    </section>
  );
}

/** Answers of one end that are drawn at once. */
const MOST_ANSWERS = 10;

/** Ports that a folded line names. */
const NAMED = 8;

function Fine({ observations }: { readonly observations: readonly SeenObservation[] }) {
  const ports = [...new Set(observations.map((one) => `${one.service ?? ''} ${portText(one)}`.trim()))];
  const more = ports.length > NAMED ? ` and ${ports.length - NAMED} more` : '';
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.fine} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>
          As it should be: <span className="mono">{ports.slice(0, NAMED).join(', ')}</span>
          {more}
        </span>
      </summary>
      <ul>
        {(open ? observations : []).map((one) => (
          <li key={`${one.on} ${one.task} ${one.time} ${one.from.port}`}>
            <code>{portText(one)}</code> {one.evidence}{' '}
            <span className="muted">
              from {one.on}, {timeText(one.time)}
            </span>{' '}
            <Marks one={one} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Answer({ one, change }: { readonly one: SeenObservation } & Pick<Props, 'change'>) {
  const { verdict, service, evidence, next, hop, on, time, flow, also = [] } = one;
  // That the host itself said it stands in the evidence.
  const place = hop?.filter ?? (hop?.address === one.to.address ? undefined : hop?.address);
  const name = `${portText(one)} to ${one.to.name ?? one.to.address ?? 'it'}`;
  return (
    <li>
      <div className={styles.answer}>
        <Badge tone={WORDS[verdict].tone} title={WORDS[verdict].means}>
          {verdict}
        </Badge>
        <strong>
          <code>{portText(one)}</code> {service}
        </strong>
        <span className="muted">
          from {on}, {timeText(time)}
        </span>
        <Marks one={one} />
      </div>
      <p>{evidence}.</p>
      {place !== undefined && (
        <p>
          At{' '}
          {hop?.filter === undefined ? (
            <span className="mono">{place}</span>
          ) : (
            <Link to="/rules" search={{ filter: hop.filter, ...(flow !== undefined && { flow }) }}>
              {place}
            </Link>
          )}
          {hop?.distance !== undefined && `, ${hop.distance === 1 ? 'the first hop' : `hop ${hop.distance}`}`}
        </p>
      )}
      {next !== undefined && <p className={styles.next}>{next}.</p>}
      {flow !== undefined && (
        <p className={styles.links}>
          <Button look="quiet" onClick={() => change({ chain: flow })}>
            Chain
            {also.length > 0 && ` (and ${also.length} more ${also.length === 1 ? 'flow' : 'flows'})`}
            <Of name={name} />
          </Button>
          <Link to="/chart" search={chartSearch(one)}>
            On the chart
            <Of name={name} />
          </Link>
          <Rule one={one} flow={flow} name={name} />
          <Link to="/probe" search={{ flow }}>
            Ask only this
            <Of name={name} />
          </Link>
        </p>
      )}
    </li>
  );
}

function chartSearch({ from, to, flow, facts }: SeenObservation) {
  return {
    // Without a filter on the way it stays inside of its zone.
    ...(facts.filters === undefined && { inside: true as const }),
    ...(from.name !== undefined && { from: from.name }),
    ...(to.name !== undefined && { to: to.name }),
    ...(flow !== undefined && { flow }),
  };
}

/** Says to screen readers, which read links by themselves, what one is about. */
function Of({ name }: { readonly name: string }) {
  return <span className="visually-hidden"> of {name}</span>;
}

interface RuleProps {
  readonly one: SeenObservation;
  readonly flow: string;
  /** What it is about. */
  readonly name: string;
}

/** The first filter of the way, or else the host's own firewall: where the printed rule stands. */
function Rule({ one, flow, name }: RuleProps) {
  const filter = one.hop?.filter ?? one.facts.filters?.split(', ')[0];
  const target = filter === undefined ? { host: one.to.name ?? '' } : { filter };
  return (
    <Link to="/rules" search={{ ...target, flow }}>
      Printed rule
      <Of name={name} />
    </Link>
  );
}

function Marks({ one: { stale, before } }: { readonly one: SeenObservation }) {
  return (
    <>
      {stale && (
        <Badge tone="neutral" title="The hierarchy is another one by now: ask again">
          older hierarchy
        </Badge>
      )}
      {before && (
        <span className="muted">
          was {before.verdict} on {timeText(before.time)}
        </span>
      )}
    </>
  );
}
