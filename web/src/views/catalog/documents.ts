import type {
  ConfigurabilityStatement,
  Conversation,
  DiscoveryPort,
  InternetEndpoint,
  Role,
  Service,
} from '../../../../src/catalog/model.ts';
import type { SourcePage } from '../../../../src/report/source-pages.ts';

/** `GET /catalog/search`: what was found. */
export interface CatalogFound {
  readonly conversations: readonly Conversation[];
  readonly statements: readonly ConfigurabilityStatement[];
  readonly discoveryPorts: readonly DiscoveryPort[];
  readonly endpoints: readonly InternetEndpoint[];
}

/** `GET /catalog`: all of it, with what its ids mean. */
export interface CatalogDocument extends CatalogFound {
  readonly roles?: readonly Role[];
  readonly services?: readonly Service[];
  readonly sources?: readonly SourcePage[];
}
