/** What went wrong, in words. */
export function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	// V8's own words for that say nothing to who reads them.
	if (error instanceof RangeError && error.message === 'Array buffer allocation failed')
		return 'there is not enough memory';
	return error.message;
}
