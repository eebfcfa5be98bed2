import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Checks } from './checks.tsx';
import { changed, OFFERED_ROLES } from './form.ts';
import styles from './guided.module.css';
import type { StepProps } from './step-props.ts';

const PXE = [
  { value: 'none', label: 'No' },
  { value: 'responder', label: 'Yes, with its own PXE responder' },
  { value: 'wds', label: 'Yes, with Windows Deployment Services' },
] as const;

export function ServersStep({ form, change, errorOf }: StepProps) {
  const { servers, wsus } = form;
  const set = (index: number, part: Partial<(typeof servers)[number]>): void =>
    change({ servers: changed(servers, index, part) });
  const hasUpdates = servers.some((server) => server.roles.includes('software-update-point'));
  return (
    <>
      {servers.map((server, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
        <section key={i} className={styles.card} aria-label={`Server ${server.name || i + 1}`}>
          <div className={styles.row}>
            <Field
              label="Name"
              value={server.name}
              error={errorOf(`servers.${i}.name`)}
              onChange={(event) => set(i, { name: event.target.value })}
            />
            <Field
              label="Address"
              placeholder="10.0.0.20"
              value={server.address}
              error={errorOf(`servers.${i}.address`)}
              onChange={(event) => set(i, { address: event.target.value })}
            />
            <Button
              look="quiet"
              className={styles.remove}
              aria-label={`Remove ${server.name || `server ${i + 1}`}`}
              disabledReason={servers.length === 1 ? 'A hierarchy needs at least one server' : undefined}
              onClick={() => change({ servers: servers.filter((_, j) => j !== i) })}
            >
              Remove
            </Button>
          </div>
          <Checks
            label="Roles"
            options={OFFERED_ROLES}
            chosen={server.roles}
            error={errorOf(`servers.${i}.roles`)}
            choose={(roles) => set(i, { roles })}
          />
          {server.roles.includes('distribution-point') && (
            <Select
              label="Computers boot from the network (PXE)"
              options={PXE}
              value={server.pxe ?? 'none'}
              onChange={(event) =>
                set(i, { pxe: PXE.find((p) => p.value === event.target.value)?.value ?? 'none' })
              }
            />
          )}
        </section>
      ))}
      <Button onClick={() => change({ servers: [...servers, { name: '', address: '', roles: [] }] })}>
        Add a server
      </Button>
      {hasUpdates && (
        <section className={styles.card} aria-label="WSUS">
          <h3>WSUS</h3>
          <div className={styles.row}>
            <Field
              label="Port of WSUS, HTTP"
              inputMode="numeric"
              value={wsus.http}
              hint="8530, or 80 where WSUS has the default web site"
              error={errorOf('wsus.http')}
              onChange={(event) => change({ wsus: { ...wsus, http: event.target.value } })}
            />
            <Field
              label="Port of WSUS, HTTPS"
              inputMode="numeric"
              value={wsus.https}
              error={errorOf('wsus.https')}
              onChange={(event) => change({ wsus: { ...wsus, https: event.target.value } })}
            />
          </div>
          <label className={styles.single}>
            <input
              type="checkbox"
              checked={wsus.ssl}
              onChange={(event) => change({ wsus: { ...wsus, ssl: event.target.checked } })}
            />
            Software update points require TLS
          </label>
        </section>
      )}
    </>
  );
}
