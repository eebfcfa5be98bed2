/** What is known about the thing that was clicked on the chart. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { Bundle } from './bundle.ts';
import { CourseDetails } from './course-details.tsx';
import type { ChartDocument, ChartNode } from './document.ts';
import type { Group } from './scene.ts';
import type { CourseState } from './states.ts';
import { counted, countText, kindText, roleText, siteSummary } from './words.ts';

export type Subject =
  | { readonly kind: 'node'; readonly node: ChartNode }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'zone'; readonly name: string }
  | { readonly kind: 'filter'; readonly filter: ChartDocument['filters'][number] }
  | { readonly kind: 'course'; readonly bundle: Bundle };

interface Props {
  readonly subject: Subject;
  /** The courses that it takes part in. */
  readonly bundles: readonly Bundle[];
  readonly nameOf: (end: string) => string;
  readonly states: ReadonlyMap<string, CourseState>;
  readonly onSelect: (id: string | undefined) => void;
  readonly onFlow: (flow: string) => void;
  readonly onOpenGroup: (id: string | undefined) => void;
}

export function ChartPanel({ subject, bundles, nameOf, states, onSelect, onFlow, onOpenGroup }: Props) {
  return (
    <aside className="chart-panel" aria-label="Details">
      <header>
        <h2>{titleOf(subject, nameOf)}</h2>
        <Button look="quiet" aria-label="Close details" onClick={() => onSelect(undefined)}>
          Close
        </Button>
      </header>
      <SubjectFacts subject={subject} onOpenGroup={onOpenGroup} />
      {subject.kind === 'course' ? (
        <CourseDetails bundle={subject.bundle} nameOf={nameOf} states={states} onFlow={onFlow} />
      ) : (
        <CourseList subject={subject} bundles={bundles} nameOf={nameOf} onSelect={onSelect} />
      )}
    </aside>
  );
}

function titleOf(subject: Subject, nameOf: (end: string) => string): string {
  switch (subject.kind) {
    case 'node':
      return subject.node.label;
    case 'group':
      return `${subject.group.label} in ${subject.group.zone}`;
    case 'zone':
      return `Zone ${subject.name}`;
    case 'filter':
      return `Filter ${subject.filter.name}`;
    case 'course':
      return `${nameOf(subject.bundle.a)} and ${nameOf(subject.bundle.b)}`;
  }
}

function SubjectFacts({ subject, onOpenGroup }: Pick<Props, 'subject' | 'onOpenGroup'>) {
  switch (subject.kind) {
    case 'node': {
      const { node } = subject;
      const host = node.kind === 'host';
      return (
        <>
          <dl className="chart-facts">
            <Fact term="Is">{kindText(node.kind)}</Fact>
            {node.roles.length > 0 && <Fact term="Roles">{node.roles.map(roleText).join(', ')}</Fact>}
            <Fact term="Zone">{node.zone}</Fact>
            {node.site !== undefined && <Fact term="Site">{node.site}</Fact>}
            {node.addresses.length > 0 && (
              <Fact term={node.kind === 'internet' ? 'Names' : 'Addresses'}>
                <ul className="mono">
                  {node.addresses.map((address) => (
                    <li key={address}>{address}</li>
                  ))}
                </ul>
              </Fact>
            )}
          </dl>
          <nav className="chart-links" aria-label={`More about ${node.label}`}>
            <Link to="/plan" search={{ for: node.label }}>
              Its rows in the plan
            </Link>
            {host && (
              <Link to="/rules" search={{ host: node.label }}>
                Its own firewall’s rules
              </Link>
            )}
            <Link to="/ask" search={{ from: node.label }}>
              Ask from here
            </Link>
            <Link to="/ask" search={{ to: node.label }}>
              Ask to here
            </Link>
          </nav>
        </>
      );
    }
    case 'group':
      return (
        <>
          <p>{siteSummary(subject.group)}</p>
          <Button onClick={() => onOpenGroup(subject.group.open ? undefined : subject.group.id)}>
            {subject.group.open ? 'Close this group' : 'Show what is in it'}
          </Button>
        </>
      );
    case 'zone':
      return (
        <nav className="chart-links" aria-label={`More about ${subject.name}`}>
          <Link to="/plan" search={{ zone: subject.name }}>
            Its rows in the plan
          </Link>
        </nav>
      );
    case 'filter':
      return (
        <>
          <dl className="chart-facts">
            <Fact term="Language">{subject.filter.dialect}</Fact>
            <Fact term="Between">{subject.filter.zones.join(', ')}</Fact>
          </dl>
          <nav className="chart-links" aria-label={`More about ${subject.filter.name}`}>
            <Link to="/rules" search={{ filter: subject.filter.name }}>
              Its rules
            </Link>
            <Link to="/plan" search={{ filter: subject.filter.name }}>
              Its rows in the plan
            </Link>
            <Link to="/verify" search={{ filter: subject.filter.name }}>
              Verify its configuration
            </Link>
          </nav>
        </>
      );
    case 'course':
      return null;
  }
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

const SHOWN = 60;

function CourseList({
  subject,
  bundles,
  nameOf,
  onSelect,
}: Pick<Props, 'subject' | 'bundles' | 'nameOf' | 'onSelect'>) {
  if (bundles.length === 0) {
    return <p className="muted">No course of what is shown begins, ends or passes here.</p>;
  }
  const own =
    subject.kind === 'node' ? subject.node.id : subject.kind === 'group' ? subject.group.id : undefined;
  return (
    <section>
      <h3>{counted(bundles.length, 'course')}</h3>
      <ul className="chart-course-list">
        {bundles.slice(0, SHOWN).map((bundle) => (
          <li key={bundle.id}>
            <button type="button" onClick={() => onSelect(bundle.id)}>
              <span>{courseName(bundle, own, nameOf)}</span>
              <small>{countText(bundle)}</small>
            </button>
          </li>
        ))}
      </ul>
      {bundles.length > SHOWN && <p className="muted">{bundles.length - SHOWN} more are in the table.</p>}
    </section>
  );
}

/** Seen from one of its ends where the panel is about it. */
function courseName(bundle: Bundle, own: string | undefined, nameOf: (end: string) => string): string {
  const [a, b] = own === bundle.b ? [bundle.b, bundle.a] : [bundle.a, bundle.b];
  const [out, back] = a === bundle.a ? [bundle.forward, bundle.backward] : [bundle.backward, bundle.forward];
  const arrow = back.length === 0 ? '→' : out.length === 0 ? '←' : '↔';
  return own === undefined ? `${nameOf(a)} ${arrow} ${nameOf(b)}` : `${arrow} ${nameOf(b)}`;
}
