import type { Endpoint, Flow, FlowRow, Plan } from './model.ts';

/** Whether a packet between the two crosses a network: two ends of one host don't. */
export function needsNetwork(from: Endpoint, to: Endpoint): boolean {
  return from.owner === undefined || from.owner !== to.owner;
}

/** Expands a flow into single rows, lazily: a large hierarchy has millions. */
export function* flowRows(flow: Flow): Generator<FlowRow> {
  for (const from of flow.from) {
    for (const to of flow.to) {
      if (!needsNetwork(from, to)) continue;
      for (const [source, destination] of networkPairs(from, to)) {
        for (const service of flow.services) {
          yield {
            flow,
            service,
            from,
            to,
            ...(source && { source }),
            ...(destination && { destination }),
          };
        }
      }
    }
  }
}

/** Pairs of networks of one family; a side known only by name pairs with each network of the other. */
function* networkPairs(from: Endpoint, to: Endpoint): Generator<[FlowRow['source'], FlowRow['destination']]> {
  if (from.networks.length === 0 && to.networks.length === 0) yield [undefined, undefined];
  else if (to.networks.length === 0) for (const source of from.networks) yield [source, undefined];
  else if (from.networks.length === 0) for (const destination of to.networks) yield [undefined, destination];
  else {
    for (const source of from.networks) {
      for (const destination of to.networks) {
        if (source.family === destination.family) yield [source, destination];
      }
    }
  }
}

/** All rows of a plan, in the plan's order. */
export function* planRows(plan: Plan): Generator<FlowRow> {
  for (const flow of plan.flows) yield* flowRows(flow);
}
