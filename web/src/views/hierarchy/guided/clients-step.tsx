import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Checks } from './checks.tsx';
import { changed } from './form.ts';
import styles from './guided.module.css';
import type { StepProps } from './step-props.ts';

/** Roles that clients talk to. */
const SERVING = [
  'management-point',
  'distribution-point',
  'software-update-point',
  'state-migration-point',
  'fallback-status-point',
];

export function ClientsStep({ form, change, errorOf }: StepProps) {
  const { clients } = form;
  const serving = form.servers.filter((s) => s.name !== '' && s.roles.some((role) => SERVING.includes(role)));
  const set = (index: number, part: Partial<(typeof clients)[number]>): void =>
    change({ clients: changed(clients, index, part) });
  return (
    <>
      <p className="muted">
        Clients are the subnets of your boundaries. Rules are for these, never for any address.
      </p>
      {clients.map((network, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
        <section key={i} className={styles.card} aria-label={`Client network ${network.name || i + 1}`}>
          <div className={styles.row}>
            <Field
              label="Name"
              value={network.name}
              error={errorOf(`clients.${i}.name`)}
              onChange={(event) => set(i, { name: event.target.value })}
            />
            <Field
              label="Subnets"
              placeholder="10.1.0.0/22, 10.1.8.0/24"
              value={network.networks}
              error={errorOf(`clients.${i}.networks`)}
              onChange={(event) => set(i, { networks: event.target.value })}
            />
            <Button
              look="quiet"
              className={styles.remove}
              aria-label={`Remove ${network.name || `client network ${i + 1}`}`}
              disabledReason={
                clients.length === 1 ? 'A hierarchy needs at least one client network' : undefined
              }
              onClick={() => change({ clients: clients.filter((_, j) => j !== i) })}
            >
              Remove
            </Button>
          </div>
          {serving.length > 0 && (
            <Checks
              label="Boundary group: served by"
              options={serving.map(({ name }) => ({ id: name, title: name }))}
              chosen={network.servers ?? []}
              hint="None chosen: every site system of the site"
              error={errorOf(`clients.${i}.servers`)}
              choose={(servers) => set(i, { servers })}
            />
          )}
        </section>
      ))}
      <Button onClick={() => change({ clients: [...clients, { name: '', networks: '', servers: [] }] })}>
        Add a client network
      </Button>
      <Field
        label="Networks where Configuration Manager consoles run"
        placeholder="10.0.9.0/28"
        value={form.consoles}
        hint="May be left empty"
        error={errorOf('consoles')}
        onChange={(event) => change({ consoles: event.target.value })}
      />
    </>
  );
}
