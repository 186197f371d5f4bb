/** More files than this nobody opened together. */
const MOST = 10_000;

/**
 * The trace's files that a page persisted; null where the state is none of ours (another version wrote it, or nothing was
 * written yet). What else it persisted concerns the page alone.
 */
export function persistedFiles(state: unknown): string[] | null {
	if (typeof state !== 'object' || state === null || !('files' in state)) return null;
	const { files } = state;
	if (!Array.isArray(files) || files.length === 0) return null;
	return files.length <= MOST && files.every(isUri) ? files : null;
}

function isUri(file: unknown): file is string {
	return typeof file === 'string' && /^[a-z][a-z\d+.-]*:./i.test(file);
}
