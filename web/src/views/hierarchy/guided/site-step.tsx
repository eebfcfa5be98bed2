import { Field, Select } from '../../../ui/field.tsx';
import styles from './guided.module.css';
import type { StepProps } from './step-props.ts';

const COMMUNICATION = [
  { value: 'enhanced-http', label: 'Enhanced HTTP: certificates come from the site' },
  { value: 'https', label: 'HTTPS: clients have certificates of your own PKI' },
  { value: 'http', label: 'HTTP: deprecated by Microsoft' },
] as const;

const INTERNET = [
  { value: 'direct', label: 'Yes, directly' },
  { value: 'none', label: 'No' },
] as const;

export function SiteStep({ form, change, errorOf }: StepProps) {
  return (
    <div className={styles.fields}>
      <Field
        label="Name of the hierarchy"
        placeholder="Contoso"
        value={form.name}
        error={errorOf('name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Field
        label="Site code"
        placeholder="P01"
        maxLength={3}
        value={form.siteCode}
        hint="Three letters or digits, as in the console under Administration, Sites"
        error={errorOf('siteCode')}
        onChange={(event) => change({ siteCode: event.target.value.toUpperCase() })}
      />
      <Field
        label="Version of Configuration Manager"
        inputMode="numeric"
        maxLength={4}
        value={form.version}
        error={errorOf('version')}
        onChange={(event) => change({ version: event.target.value })}
      />
      <Select
        label="Clients talk to the site with"
        options={COMMUNICATION}
        value={form.communication}
        error={errorOf('communication')}
        onChange={(event) => {
          const found = COMMUNICATION.find(({ value }) => value === event.target.value);
          if (found) change({ communication: found.value });
        }}
      />
      <Select
        label="Servers reach the internet"
        options={INTERNET}
        value={form.internet}
        onChange={(event) => change({ internet: event.target.value === 'none' ? 'none' : 'direct' })}
      />
    </div>
  );
}
