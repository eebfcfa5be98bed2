/** A task, and the host that it was asked on. */
export const questionKey = (on: string, task: string): string => JSON.stringify([on, task]);
