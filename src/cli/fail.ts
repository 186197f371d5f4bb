/** What the user can mend: told in one line on standard error, with exit code 2. */
export class UsageError extends Error {
	override name = 'UsageError';
}

/** What the exit codes mean. */
export const Exit = { ok: 0, conflicts: 1, unusable: 2, fault: 70 } as const;
