/** A course in both directions: who starts, over which filters, on which services, and the flows in it. */
import { Link } from '@tanstack/react-router';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { type Bundle, servicesOf, serviceText } from './bundle.ts';
import type { ChartCourse } from './document.ts';
import type { CourseState } from './states.ts';
import { counted } from './words.ts';

interface Props {
  readonly bundle: Bundle;
  readonly nameOf: (end: string) => string;
  readonly states: ReadonlyMap<string, CourseState>;
  readonly onFlow: (flow: string) => void;
}

export function CourseDetails({ bundle, nameOf, states, onFlow }: Props) {
  const { a, b, filters, forward, backward } = bundle;
  return (
    <>
      <p>
        {filters.length === 0
          ? 'Crosses no filter between zones; the hosts’ own firewalls must let it pass.'
          : 'Crosses '}
        {filters.map((filter, i) => (
          <span key={filter}>
            {i > 0 && ', then '}
            <Link to="/rules" search={{ filter }}>
              {filter}
            </Link>
          </span>
        ))}
      </p>
      {forward.length > 0 && (
        <Way from={nameOf(a)} to={nameOf(b)} courses={forward} states={states} onFlow={onFlow} />
      )}
      {backward.length > 0 && (
        <Way from={nameOf(b)} to={nameOf(a)} courses={backward} states={states} onFlow={onFlow} />
      )}
    </>
  );
}

const FLOWS_SHOWN = 40;

interface WayProps {
  readonly from: string;
  readonly to: string;
  readonly courses: readonly ChartCourse[];
  readonly states: ReadonlyMap<string, CourseState>;
  readonly onFlow: (flow: string) => void;
}

function Way({ from, to, courses, states, onFlow }: WayProps) {
  const flows = [...new Set(courses.flatMap((course) => course.flows))];
  return (
    <section>
      <h3>
        {from} starts, {to} listens
      </h3>
      <ul className="chart-services">
        {servicesOf(courses).map((service) => (
          <li key={`${serviceText(service)} ${service.name}`}>
            <code>{serviceText(service)}</code> {service.name}
          </li>
        ))}
      </ul>
      <Excess courses={courses} />
      {flows.length > 0 && <h4>{counted(flows.length, 'flow')}</h4>}
      <ul className="chart-flows">
        {flows.slice(0, FLOWS_SHOWN).map((flow) => (
          <li key={flow}>
            <button type="button" onClick={() => onFlow(flow)}>
              <span>{flow}</span>
              <StateBadge state={states.get(flow)} />
            </button>
          </li>
        ))}
      </ul>
      {flows.length > FLOWS_SHOWN && (
        <p className="muted">{flows.length - FLOWS_SHOWN} more are in the plan.</p>
      )}
    </section>
  );
}

/** What filters permit on the way that no flow needs, with the line that does. */
function Excess({ courses }: { readonly courses: readonly ChartCourse[] }) {
  const found = courses.flatMap((course) => course.excess ?? []);
  if (found.length === 0) return null;
  return (
    <>
      <h4>{counted(found.length, 'finding')} beyond the plan</h4>
      <ul className="chart-flows">
        {found.slice(0, FLOWS_SHOWN).map(({ filter, code, message, place, from, to, service }) => (
          <li key={`${filter} ${code} ${place?.line} ${from.address} ${to.address} ${service}`}>
            <Link to="/verify" search={{ filter }}>
              {message}
            </Link>{' '}
            <Badge tone="warning">excess</Badge>
          </li>
        ))}
      </ul>
      {found.length > FLOWS_SHOWN && (
        <p className="muted">{found.length - FLOWS_SHOWN} more are told in Verify.</p>
      )}
    </>
  );
}

const TONES: Readonly<Record<CourseState, Tone>> = {
  planned: 'neutral',
  proven: 'good',
  missing: 'bad',
  excess: 'warning',
  open: 'info',
  blocked: 'bad',
  unused: 'neutral',
  unproven: 'warning',
};

function StateBadge({ state = 'planned' }: { readonly state: CourseState | undefined }) {
  return <Badge tone={TONES[state]}>{state}</Badge>;
}
