import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Checks } from './checks.tsx';
import { changed } from './form.ts';
import styles from './guided.module.css';
import type { StepProps } from './step-props.ts';

interface NetworkStepProps extends StepProps {
  readonly dialects: readonly { readonly value: string; readonly label: string }[];
}

export function NetworkStep({ form, change, errorOf, dialects }: NetworkStepProps) {
  const { zones, firewall } = form;
  const options = [...zones.map((z) => z.name).filter((name) => name !== ''), 'internet'];
  const set = (index: number, part: Partial<(typeof zones)[number]>): void =>
    change({ zones: changed(zones, index, part) });
  return (
    <>
      <p className="muted">
        Zones are the parts of your network, and the firewall stands between them. Without zones, rules are
        made for the servers’ own firewalls only: you can add a firewall later.
      </p>
      {zones.map((zone, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
        <section key={i} className={styles.card} aria-label={`Zone ${zone.name || i + 1}`}>
          <div className={styles.row}>
            <Field
              label="Zone"
              placeholder="datacenter"
              value={zone.name}
              error={errorOf(`zones.${i}.name`)}
              onChange={(event) => set(i, { name: event.target.value })}
            />
            <Field
              label="Networks"
              placeholder="10.0.0.0/16"
              value={zone.networks}
              error={errorOf(`zones.${i}.networks`) ?? errorOf(`zones.${i}`)}
              onChange={(event) => set(i, { networks: event.target.value })}
            />
            <Button
              look="quiet"
              className={styles.remove}
              aria-label={`Remove ${zone.name || `zone ${i + 1}`}`}
              onClick={() => change({ zones: zones.filter((_, j) => j !== i) })}
            >
              Remove
            </Button>
          </div>
        </section>
      ))}
      <Button onClick={() => change({ zones: [...zones, { name: '', networks: '' }] })}>Add a zone</Button>
      {zones.length > 0 && (
        <section className={styles.card} aria-label="Firewall">
          <h3>Firewall</h3>
          <div className={styles.row}>
            <Field
              label="Name"
              value={firewall.name}
              error={errorOf('firewall.name')}
              onChange={(event) => change({ firewall: { ...firewall, name: event.target.value } })}
            />
            <Select
              label="Language of its rules"
              options={dialects}
              value={firewall.dialect}
              error={errorOf('firewall.dialect')}
              onChange={(event) => change({ firewall: { ...firewall, dialect: event.target.value } })}
            />
          </div>
          <Checks
            label="Stands between"
            options={options.map((name) => ({ id: name, title: name }))}
            chosen={firewall.between}
            error={errorOf('firewall.between')}
            choose={(between) => change({ firewall: { ...firewall, between } })}
          />
        </section>
      )}
    </>
  );
}
