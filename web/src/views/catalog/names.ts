import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ConversationService, Role, Service } from '../../../../src/catalog/model.ts';
import type { SourcePage } from '../../../../src/report/source-pages.ts';
import { catalogQuery } from './queries.ts';

/** What the ids of the catalog mean. */
export interface CatalogNames {
  readonly roles: readonly Role[];
  readonly role: (id: string) => string;
  readonly service: (id: string) => Service | undefined;
  readonly source: (id: string) => SourcePage | undefined;
}

export function useCatalogNames(): CatalogNames {
  const { data } = useQuery(catalogQuery);
  return useMemo(() => {
    const roles = new Map(data?.roles?.map((role) => [role.id, role]));
    const services = new Map(data?.services?.map((service) => [service.id, service]));
    const sources = new Map(data?.sources?.map((source) => [source.id, source]));
    return {
      roles: [...roles.values()].sort((a, b) => a.title.localeCompare(b.title, 'en')),
      role: (id) => roles.get(id)?.title ?? id,
      service: (id) => services.get(id),
      source: (id) => sources.get(id),
    };
  }, [data]);
}

/** `tcp/445`; `tcp/as set` where only a setting holds the port. */
export function servicePorts(item: ConversationService, names: CatalogNames): string {
  const service = names.service(item.service);
  if (!service) return item.service;
  return service.ports === '' ? `${service.transport}/as set` : `${service.transport}/${service.ports}`;
}
