/** Numbers that test flows have in their ids: the same in every run, whichever files the worker has run before. */
export const flowNumbers = { last: 0 };
