/** A file that cannot be read, or that is not any more what was read: an error of the user's surroundings, told in one line. */
export class UnreadableInput extends Error {
	override name = 'UnreadableInput';

	constructor(
		/** The name under which the file was given. */
		readonly file: string,
		reason: string,
	) {
		super(`cannot read ${file}: ${reason}`);
	}
}

const REASONS: Record<string, string> = {
	ENOENT: 'no such file',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	EISDIR: 'it is a directory',
	ENOTDIR: 'a part of its path is not a directory',
	EMFILE: 'too many files are open',
	ENAMETOOLONG: 'its name is too long',
	ELOOP: 'its links lead in a circle',
	EIO: 'the device failed',
	ENOSPC: 'no space is left on the device',
	EDQUOT: 'the quota of disk space is used up',
	EROFS: 'the file system is read-only',
};

/** Why an operation on a file failed, in words. */
export function reasonOf(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	return (code !== undefined && REASONS[code]) || code || message;
}
