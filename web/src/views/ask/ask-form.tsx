import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { workspaceQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './ask-form.module.css';
import { endsQuery } from './queries.ts';
import type { AskSearch } from './search.ts';

interface AskFormProps {
  readonly search: AskSearch;
  readonly ask: (question: AskSearch) => void;
}

const NEEDED: Readonly<Record<keyof AskSearch, string>> = {
  from: 'Who starts? A name, an address or a subnet.',
  to: 'Who answers? A name, an address or a subnet.',
  service: 'On what? tcp/445, tcp for any port, or icmp.',
};

/** From, to, port; names of the hierarchy are completed. */
export function AskForm({ search, ask }: AskFormProps) {
  const [question, setQuestion] = useState({
    from: search.from ?? '',
    to: search.to ?? '',
    service: search.service ?? '',
  });
  const [tried, setTried] = useState(false);
  const names = useNames();
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const [from, to] = [question.from.trim(), question.to.trim()];
    const service = serviceOf(question.service);
    if (from && to && service) ask({ from, to, service });
  };
  const field = (key: keyof AskSearch, label: string, placeholder: string, list?: string) => (
    <Field
      label={label}
      placeholder={placeholder}
      value={question[key]}
      onChange={(event) => setQuestion({ ...question, [key]: event.target.value })}
      {...(list && { list })}
      {...(key === 'from' && { 'data-search': true })}
      error={tried && question[key].trim() === '' ? NEEDED[key] : undefined}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {field('from', 'From', 'host, client network, 10.20.0.7', `${id}-from`)}
      <Button
        className={styles.swap}
        aria-label="Swap from and to"
        onClick={() => setQuestion({ ...question, from: question.to, to: question.from })}
      >
        ⇄
      </Button>
      {field('to', 'To', 'host or address', `${id}-to`)}
      {field('service', 'Protocol and port', 'tcp/445', `${id}-service`)}
      <Button type="submit" look="main" className={styles.ask}>
        Ask
      </Button>
      <Names id={`${id}-from`} names={names.source} />
      <Names id={`${id}-to`} names={names.destination} />
      <Names id={`${id}-service`} names={SERVICES} />
    </form>
  );
}

/** A bare `445` is meant as TCP. */
function serviceOf(text: string): string {
  const typed = text.trim().toLowerCase();
  return /^\d+(-\d+)?$/.test(typed) ? `tcp/${typed}` : typed;
}

/** What is asked about most. */
const SERVICES: readonly string[] = [
  'tcp/80',
  'tcp/443',
  'tcp/445',
  'tcp/135',
  'tcp/1433',
  'tcp/8530',
  'tcp/8531',
  'tcp/10123',
  'tcp',
  'udp',
  'icmp',
];

function Names({ id, names }: { readonly id: string; readonly names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** Names at either side of the plan first, then all other hosts. */
function useNames(): { readonly source: readonly string[]; readonly destination: readonly string[] } {
  const { data: workspace } = useQuery(workspaceQuery);
  const source = useQuery(endsQuery('source')).data?.groups ?? [];
  const destination = useQuery(endsQuery('destination')).data?.groups ?? [];
  const hosts = workspace?.hosts.map((host) => host.name) ?? [];
  const all = (groups: readonly { readonly value: string }[]): readonly string[] => [
    ...new Set([...groups.map((group) => group.value), ...hosts]),
  ];
  return { source: all(source), destination: all(destination) };
}
