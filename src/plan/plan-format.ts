/** Names the form of a plan as a JSON document; `schema/plan.schema.json` describes it. */
export const PLAN_FORMAT = 'portolan/plan/1';
